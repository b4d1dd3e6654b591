import { access, appendFile, copyFile } from 'node:fs/promises';
import path from 'node:path';
import type { MediaFacts } from '@variegate/core-filters';
import { fingerprint, probe } from '@variegate/inspect';
import type { Ffmpeg } from '@variegate/runner';
import { WorkFailedError } from '../../packages/benchmark/src/errors.ts';
import { runFfmpeg } from '../../packages/benchmark/src/measuring/run-ffmpeg.ts';

/** A clip that is measured on. */
export interface BenchClip {
  /** For tables, such as `doorknob-hd-no-bar.mp4, 1280x720, 4.0 s`. */
  readonly name: string;
  readonly path: string;
  readonly facts: MediaFacts;
  /** SHA-256 of the file, 64 hex digits. */
  readonly sha256: string;
}

/** Real clips among the test media, the 720p one first; docs/testing.md lists their origins. */
const realClips = ['doorknob-hd-no-bar.mp4', 'car-detection.mp4'];

/**
 * The clips to measure on: those that are named, else the real ones of `VARIEGATE_TEST_MEDIA`.
 *
 * @throws {BENCHMARK_WORK_FAILED} when there are none.
 */
export async function findClips(named: readonly string[]): Promise<readonly string[]> {
  if (named.length > 0) return named.map(clip => path.resolve(clip));
  const media = process.env['VARIEGATE_TEST_MEDIA'];
  const paths = media === undefined ? [] : realClips.map(clip => path.join(media, 'media', clip));
  const there = await Promise.all(
    paths.map(clip =>
      access(clip).then(
        () => true,
        () => false,
      ),
    ),
  );
  if (there.length === 0 || there.includes(false)) {
    throw new WorkFailedError(
      'There is nothing to measure on: name clips with --input, or set VARIEGATE_TEST_MEDIA.',
    );
  }
  return paths;
}

/** How a clip is cut. */
export interface CutOptions {
  readonly ffmpeg: Ffmpeg;
  /** The folder that the cut clip is written to. */
  readonly folder: string;
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/** Cuts the beginning of a clip, as it is encoded; one that is shorter is played again until it is as long. */
export async function cutClip(
  source: string,
  { ffmpeg, folder, seconds, signal }: CutOptions,
): Promise<BenchClip> {
  const file = path.join(folder, `${seconds}s-${path.parse(source).name}.mp4`);
  const { facts } = await probe(source, { ffmpeg, signal });
  const rounds = Math.max(0, Math.ceil(seconds / facts.durationSeconds) - 1);
  await runFfmpeg({
    ...{ ffmpeg, source, signal },
    argumentsFor: words => [
      ...['-stream_loop', `${rounds}`, ...words, '-map', '0:V:0', '-map', '0:a:0?'],
      ...['-c', 'copy', '-t', `${seconds}`, '-f', 'mp4', '-y', `file:${file}`],
    ],
  });
  return describeClip(file, path.basename(source), { ffmpeg, cacheFolder: folder, signal });
}

/** Copies a clip so that it is another file of the same video and size: behind it is a box that holds a number. */
export async function copyAsAnother(
  source: string,
  { folder, number }: { readonly folder: string; readonly number: number },
): Promise<string> {
  const file = path.join(folder, `${number}-${path.basename(source)}`);
  await copyFile(source, file);
  await appendFile(file, `\0\0\0\x10free${String(number).padStart(8, '0')}`);
  return file;
}

/** Reads what a scenario has to know of a clip. */
export async function describeClip(
  file: string,
  origin: string,
  { ffmpeg, cacheFolder, signal }: Pick<CutOptions, 'ffmpeg' | 'signal'> & { readonly cacheFolder: string },
): Promise<BenchClip> {
  const [{ facts }, sha256] = await Promise.all([
    probe(file, { ffmpeg, signal }),
    fingerprint(file, { cacheFolder, signal }),
  ]);
  const { width, height } = facts.video;
  return {
    name: `${origin}, ${width}x${height}, ${facts.durationSeconds.toFixed(1)} s`,
    path: file,
    facts,
    sha256,
  };
}
