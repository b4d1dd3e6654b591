import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { measuringMs, runSuccessfully } from '../run-program.ts';
import type { MatrixVersion } from '../versions/matrix-version.ts';
import type { ClipSet, MatrixClip } from './clip-set.ts';
import { generatedClips } from './generated-clips.ts';

/** Clips among the test media; docs/testing.md lists their origins. */
const realClips = ['pattern-hd-no-bar', 'chair-19-sd-bar', 'car-detection'] as const;

/** How much of a real clip is taken. */
const seconds = 3;

/** What finding clips takes. */
export interface FindClipsOptions {
  /** The folder that they are kept in. */
  readonly folder: string;
  /** Number of clips, 1..3. */
  readonly count: number;
  /** What makes missing clips. */
  readonly maker: MatrixVersion;
  readonly signal: AbortSignal;
}

/** The beginnings of real clips where `VARIEGATE_TEST_MEDIA` names a folder with them, else clips that are made. */
export async function findClips(options: FindClipsOptions): Promise<ClipSet> {
  await mkdir(options.folder, { recursive: true });
  const media = process.env['VARIEGATE_TEST_MEDIA'] ?? '';
  const recipes = media === '' ? generatedClips : cutFrom(path.join(media, 'media'));
  const clips: MatrixClip[] = [];
  for (const recipe of recipes.slice(0, options.count)) clips.push(await clipOf(recipe, options));
  return { clips, origin: media === '' ? 'generated' : 'real' };
}

function cutFrom(folder: string): readonly ClipRecipe[] {
  return realClips.map(name => {
    const input = ['-i', path.join(folder, `${name}.mp4`), '-map', '0:V:0', '-map', '0:a:0?'];
    return { name, args: [...input, '-t', `${seconds}`, '-c', 'copy'] };
  });
}

/** How a clip is made. */
export interface ClipRecipe {
  readonly name: string;
  /** Words for ffmpeg before the name of the file. */
  readonly args: readonly string[];
  /** @default 'mp4' */
  readonly container?: 'mp4' | 'mkv';
}

/** A clip by its recipe, made where it is missing. */
export async function clipOf(
  { name, args, container = 'mp4' }: ClipRecipe,
  { folder, maker, signal }: Pick<FindClipsOptions, 'folder' | 'maker' | 'signal'>,
): Promise<MatrixClip> {
  const digest = createHash('sha256').update(JSON.stringify(args)).digest('hex').slice(0, 8);
  const clip = { name, path: path.join(folder, `${name}-${digest}.${container}`) };
  if (existsSync(clip.path)) return clip;
  const scratch = path.join(folder, `.${randomUUID()}.${container}`);
  const words = ['-v', 'error', '-nostdin', ...args, '-y', scratch];
  await runSuccessfully(maker.ffmpeg.path, words, { timeoutMs: measuringMs, signal });
  await rename(scratch, clip.path);
  return clip;
}
