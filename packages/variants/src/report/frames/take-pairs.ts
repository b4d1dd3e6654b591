import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Normalization } from '@variegate/core-filters';
import { fingerprint, wholePad } from '@variegate/inspect';
import {
  type Ffmpeg,
  type OpenInput,
  type OpenInputOptions,
  openInput,
  RunnerError,
} from '@variegate/runner';
import pMap from 'p-map';
import { assertNoLinkBelow } from '../../folder/make-folder-below.ts';
import type { OutputFolder } from '../../folder/output-folder.ts';
import type { ReportedMedia, ReportedSource, ReportedVariant } from '../finished-folder.ts';
import { type Moment, pickMoments } from './pick-moments.ts';
import { takeFrames } from './take-frames.ts';

/** How many moments of a variant are shown. */
const momentsShown = 3;

/** A moment with both pictures, JPEG; a picture that could not be had is `null`. */
export interface FramePair extends Moment {
  readonly source: Buffer | null;
  readonly variant: Buffer | null;
}

/** What taking pictures takes. */
export interface TakePairsOptions {
  readonly folder: OutputFolder;
  readonly ffmpeg: Ffmpeg;
  /** What the variants were made with. */
  readonly normalization: Normalization;
  readonly cacheFolder: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** A variant that pictures are taken of. */
interface Pictured {
  /** Absolute path of the variant. */
  readonly file: string;
  readonly media: ReportedMedia;
  readonly source: ReportedSource;
  readonly moments: readonly Moment[];
  /** A picture for each moment. */
  readonly pictures: { readonly [of in 'source' | 'variant']: (Buffer | null)[] };
}

/**
 * The same moments of variants and of their sources, in the order of the variants. A file that is gone, or is no longer the file
 * that the manifest lists, has no pictures. A source is read once for all of its variants.
 */
export async function takePairs(
  variants: readonly ReportedVariant[],
  options: TakePairsOptions,
): Promise<readonly (readonly FramePair[])[]> {
  const pictured = await Promise.all(variants.map(variant => picturedOf(variant, options)));
  const all = pictured.filter(one => one !== null);
  const bySource = Map.groupBy(all, ({ source }) => source.fingerprint);
  const works = [
    ...[...bySource.values()].map(own => () => takeOfSource(own, options)),
    ...all.map(one => () => takeOfVariant(one, options)),
  ];
  await pMap(works, work => work(), { concurrency: availableParallelism() });
  return pictured.map(one => {
    if (one === null) return [];
    const { moments, pictures } = one;
    return moments.map((moment, index) => ({
      ...moment,
      source: pictures.source[index] ?? null,
      variant: pictures.variant[index] ?? null,
    }));
  });
}

async function picturedOf(
  { media, source }: ReportedVariant,
  { folder }: TakePairsOptions,
): Promise<Pictured | null> {
  if (media === null || source === null) return null;
  const file = path.join(folder.path, media.output);
  if (await isLinked(file, folder)) return null;
  const moments = pickMoments(media.segments, momentsShown);
  return { file, media, source, moments, pictures: { source: [], variant: [] } };
}

/** Whether a link leads to the folder of a variant: it could show on the page what lies elsewhere. */
function isLinked(file: string, { path: folder }: OutputFolder): Promise<boolean> {
  return assertNoLinkBelow(folder, [path.dirname(file)]).then(
    () => false,
    () => true,
  );
}

/** @param variants - one or more of one source */
async function takeOfSource(variants: readonly Pictured[], options: TakePairsOptions): Promise<void> {
  const [{ source } = {}] = variants;
  if (source === undefined) return;
  await using input = await openUnchanged(source.path, file => isSource(file, source, options));
  if (input === null) return;
  const { ffmpeg, normalization, signal } = options;
  const { startSeconds, framesPerSecond, video } = source;
  const pictures = await takeFrames({
    ...{ ffmpeg, input, startSeconds, framesPerSecond, signal },
    pad: wholePad(0, video, normalization),
    atSeconds: variants.flatMap(({ moments }) => moments.map(({ sourceSeconds }) => sourceSeconds)),
  });
  let taken = 0;
  for (const { moments, pictures: own } of variants) {
    own.source.push(...pictures.slice(taken, taken + moments.length));
    taken += moments.length;
  }
}

async function takeOfVariant(
  { file, media, moments, pictures }: Pictured,
  { folder, ffmpeg, signal }: TakePairsOptions,
): Promise<void> {
  // The folder may have become a link while other pictures were taken.
  if (await isLinked(file, folder)) return;
  await using input = await openUnchanged(file, opened => hasSize(opened, media), { followSymlink: false });
  if (input === null) return;
  const taken = await takeFrames({
    ...{ ffmpeg, input, startSeconds: 0, signal },
    framesPerSecond: media.frameCount / media.durationSeconds,
    atSeconds: moments.map(({ variantSeconds }) => variantSeconds),
  });
  pictures.variant.push(...taken);
}

async function openUnchanged(
  file: string | null,
  unchanged: (input: OpenInput) => Promise<boolean>,
  options: OpenInputOptions = {},
): Promise<OpenInput | null> {
  if (file === null) return null;
  try {
    const input = await openInput(file, 'video', options);
    if (await unchanged(input)) return input;
    await input[Symbol.asyncDispose]();
    return null;
  } catch (error) {
    if (error instanceof RunnerError) return null;
    throw error;
  }
}

async function hasSize({ path: file }: OpenInput, { bytes }: ReportedMedia): Promise<boolean> {
  return (await stat(file)).size === bytes;
}

async function isSource(
  file: OpenInput,
  source: ReportedSource,
  { cacheFolder, signal }: TakePairsOptions,
): Promise<boolean> {
  return (await fingerprint(file, { cacheFolder, signal })) === source.fingerprint;
}
