import { type Ffmpeg, findFfmpeg } from '@variegate/runner';
import type { RunOptions } from '../options/run-options.ts';

/** The ffmpeg that a run is to use. */
export function findConfiguredFfmpeg(
  { ffmpegPath }: Pick<RunOptions, 'ffmpegPath'>,
  signal: AbortSignal | undefined,
): Promise<Ffmpeg> {
  return findFfmpeg({ ...(ffmpegPath === null ? {} : { path: ffmpegPath }), signal });
}
