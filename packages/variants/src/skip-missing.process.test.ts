import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findFfmpeg } from '@variegate/runner';
import { expect, test } from 'vitest';
import { createVariants } from './index.ts';
import { shortClip } from './testing/clip.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** An ffmpeg that does not tell of one of its filters; its path. */
async function ffmpegWithout(filter: string, folder: string): Promise<string> {
  const real = await findFfmpeg();
  const bin = path.join(folder, 'bin');
  await mkdir(bin);
  const script = `#!/bin/sh
case " $* " in *" -filters "*) '${real.path}' "$@" | sed '/ ${filter} /d' ;; *) exec '${real.path}' "$@" ;; esac
`;
  const probe = `#!/bin/sh\nexec '${real.probePath}' "$@"\n`;
  for (const [name, text] of Object.entries({ ffmpeg: script, ffprobe: probe })) {
    await writeFile(path.join(bin, name), text);
    await chmod(path.join(bin, name), 0o755);
  }
  return path.join(bin, 'ffmpeg');
}

test.skipIf(process.platform === 'win32')(
  'An ffmpeg that lacks a filter is refused before anything starts, or its steps are left out where that was asked for.',
  async () => {
    await using folder = await temporaryFolder();
    const outDir = path.join(folder.path, 'out');
    const request = {
      ...{ input: await shortClip(), outDir, count: 1, only: ['echo', 'brightness', 'encoding'] },
      ffmpegPath: await ffmpegWithout('aecho', folder.path),
    };
    await expect(createVariants(request)).rejects.toThrow('lacks filter aecho');
    await expect(readFile(outDir)).rejects.toThrow('ENOENT');

    expect(await createVariants({ ...request, skipMissing: true })).toMatchObject({ succeeded: 1 });
    const { variants } = JSON.parse(await readFile(path.join(outDir, 'manifest.json'), 'utf8'));
    const { steps, rejected } = variants[0].plan;
    expect(steps.map(({ name }: { name: string }) => name)).not.toContain('echo');
    expect(rejected).toContainEqual({ name: 'echo', reason: 'the ffmpeg lacks filter aecho' });
  },
);
