import { type Ffmpeg, findFfmpeg } from '@variegate/runner';
import type { RunOptions } from '../options/run-options.ts';

/** The ffmpeg that a run is to use. */
export function findConfiguredFfmpeg({ ffmpegPath }: Pick<RunOptions, 'ffmpegPath'>): Promise<Ffmpeg> {
  return findFfmpeg(ffmpegPath === null ? {} : { path: ffmpegPath });
}
