import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runQuietly } from '../provision/run-quietly.mjs';
import { say } from '../provision/say.mjs';
import { rootFolder } from '../provision/workspace.mjs';
import { sampleEncoding, sampleFont, sampleGraph, sampleSeconds } from './recipe.ts';

// Kept here unless another folder is asked for.
const sampleCache = join(rootFolder, '.cache', 'sample');

/**
 * The sample clip: 10 s of 1280x720 at 30 fps, textured and moving, with a voice-like sound and a readable frame
 * counter. It is rendered on first use and kept under the digest of its recipe.
 * @returns the path of the clip
 */
export async function makeSample(folder = sampleCache): Promise<string> {
  const path = join(folder, `sample-${recipeDigest()}.mp4`);
  if (existsSync(path)) return path;
  say('rendering the sample clip (once)');
  mkdirSync(folder, { recursive: true });
  const scratch = join(folder, `.${randomUUID()}.part`);
  try {
    await render(scratch);
    renameSync(scratch, path);
  } finally {
    rmSync(scratch, { force: true });
  }
  return path;
}

function recipeDigest(): string {
  const recipe = JSON.stringify([sampleGraph, sampleEncoding, sampleSeconds]);
  return createHash('sha256').update(recipe).digest('hex').slice(0, 12);
}

async function render(output: string): Promise<void> {
  const ffmpeg = process.env['VARIEGATE_FFMPEG'] || 'ffmpeg';
  const { exitCode, output: printed } = await runQuietly(
    ffmpeg,
    [
      ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-filter_complex', sampleGraph],
      ...[
        '-map',
        '[v]',
        '-map',
        '[a]',
        '-t',
        String(sampleSeconds),
        ...sampleEncoding,
        '-f',
        'mp4',
        '-y',
        output,
      ],
    ],
    // Run beside the font, whose bare name needs no escaping inside a filtergraph on any system.
    { cwd: fontFolder() },
  );
  if (exitCode !== 0) throw new Error(`ffmpeg could not render the sample clip: ${printed}`);
}

function fontFolder(): string {
  const { resolve } = createRequire(import.meta.url);
  return dirname(resolve(`dejavu-fonts-ttf/ttf/${sampleFont}`));
}
