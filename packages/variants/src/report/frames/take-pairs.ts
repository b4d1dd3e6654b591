import { stat } from 'node:fs/promises';
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
import { assertNoLinkBelow } from '../../folder/make-folder-below.ts';
import type { OutputFolder } from '../../folder/output-folder.ts';
import type { ReportedMedia, ReportedSource, ReportedVariant } from '../finished-folder.ts';
import { type Moment, pickMoments } from './pick-moments.ts';
import { type FrameRequest, takeFrame } from './take-frame.ts';

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

/**
 * The same moments of a variant and of its source. A file that is gone, or is no longer the file that the manifest
 * lists, has no pictures.
 */
export async function takePairs(
  variant: ReportedVariant,
  options: TakePairsOptions,
): Promise<readonly FramePair[]> {
  const { media, source } = variant;
  if (media === null || source === null) return [];
  const { ffmpeg, signal } = options;
  const variantPath = path.join(options.folder.path, media.output);
  // A link in the output folder could show on the page what lies elsewhere.
  const own = { followSymlink: false };
  const isLinked = assertNoLinkBelow(options.folder.path, [path.dirname(variantPath)]).then(
    () => false,
    () => true,
  );
  if (await isLinked) return [];
  await using variantFile = await openUnchanged(variantPath, file => hasSize(file, media), own);
  await using sourceFile = await openUnchanged(source.path, file => isSource(file, source, options));
  const pad = wholePad(0, source.video, options.normalization);
  const pairs: FramePair[] = [];
  for (const moment of pickMoments(media.segments, momentsShown)) {
    const { sourceSeconds, variantSeconds } = moment;
    pairs.push({
      ...moment,
      source: await frameOf(sourceFile, sourceSeconds, { ...source, pad }),
      variant: await frameOf(variantFile, variantSeconds, {
        startSeconds: 0,
        framesPerSecond: media.frameCount / media.durationSeconds,
      }),
    });
  }
  return pairs;

  async function frameOf(
    input: OpenInput | null,
    atSeconds: number,
    shown: Pick<FrameRequest, 'startSeconds' | 'framesPerSecond' | 'pad'>,
  ): Promise<Buffer | null> {
    if (input === null) return null;
    const { startSeconds, framesPerSecond, pad } = shown;
    return takeFrame({ ffmpeg, input, pad, atSeconds, startSeconds, framesPerSecond, signal });
  }
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
