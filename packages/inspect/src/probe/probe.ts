import type { MediaFacts } from '@variegate/core-filters';
import type { Ffmpeg, OpenInput } from '@variegate/runner';
import { MediaUnusableError } from '../errors.ts';
import { borrowInput } from '../input/borrow-input.ts';
import type { FfprobeOutput } from './ffprobe-output.ts';
import { isPicture, mediaFactsFrom } from './media-facts.ts';
import {
  defaultMediaLimits,
  describeExceededLimit,
  exceededLimit,
  type MediaLimits,
} from './media-limits.ts';
import { type ProbedMedia, probedChapters, probedStreams, provenanceTagOf } from './probed-media.ts';
import { runFfprobe } from './run-ffprobe.ts';

/** How a file is probed. */
export interface ProbeOptions {
  readonly ffmpeg: Ffmpeg;
  /** @default {@link defaultMediaLimits}, each by itself */
  readonly limits?: Partial<MediaLimits> | undefined;
  /** Wall clock for each run of ffprobe, in milliseconds, > 0. @default 120000 */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finds out what a media file is. Reads only the file itself: no playlist, no network, no other file that it names.
 *
 * @param file Path of the file, or an input that is already open and stays its owner's.
 * @throws {INSPECT_MEDIA_UNUSABLE} when it is no media, has no video, or is beyond a limit; the message names which.
 * @throws {RUNNER_INPUT_UNUSABLE} when the path is missing, a folder, not a regular file, empty, or not readable.
 * @throws {RUNNER_CANCELLED} after `signal` was aborted.
 */
export async function probe(file: string | OpenInput, options: ProbeOptions): Promise<ProbedMedia> {
  await using borrowed = await borrowInput(file);
  const { input } = borrowed;
  const limits = { ...defaultMediaLimits, ...options.limits };
  const headers = await readHeaders(input, limits, options);
  // What is beyond a limit is not read to its end to count its frames.
  const early = mediaFactsFrom(headers);
  if ('facts' in early) refuseBeyondLimits(input, early.facts, headers, limits);

  const output = await countFramesWhereUnknown(input, headers, limits, options);
  const outcome = mediaFactsFrom(output);
  if ('reason' in outcome) {
    throw new MediaUnusableError(input.path, outcome.detail, { reason: outcome.reason });
  }
  refuseBeyondLimits(input, outcome.facts, output, limits);
  return {
    path: input.path,
    sizeBytes: input.sizeBytes,
    container: output.format.format_name,
    facts: outcome.facts,
    streams: probedStreams(output),
    chapters: probedChapters(output),
    provenanceTag: provenanceTagOf(output),
  };
}

function refuseBeyondLimits(
  { path }: OpenInput,
  facts: MediaFacts,
  { streams }: FfprobeOutput,
  limits: MediaLimits,
): void {
  const limit = exceededLimit(facts, streams.length, limits);
  if (limit !== null) {
    throw new MediaUnusableError(path, describeExceededLimit(limit), { reason: 'limit', limit });
  }
}

/** What the headers, and the first seconds where these do not suffice, say. */
async function readHeaders(
  input: OpenInput,
  limits: MediaLimits,
  options: ProbeOptions,
): Promise<FfprobeOutput> {
  const sections = ['-show_format', '-show_streams', '-show_chapters'];
  const output = await runFfprobe(input, sections, limits, options);
  if (output !== null && output.streams.length > 0) return output;
  throw new MediaUnusableError(input.path, 'is not a media file that can be read', { reason: 'not-media' });
}

/** Matroska, MPEG and FLV do not say how many frames they hold; their packets are counted, without decoding any. */
async function countFramesWhereUnknown(
  input: OpenInput,
  headers: FfprobeOutput,
  limits: MediaLimits,
  options: ProbeOptions,
): Promise<FfprobeOutput> {
  const picture = headers.streams.find(isPicture);
  if (picture === undefined || picture.nb_frames) return headers;
  const sections = [
    '-show_format',
    '-show_streams',
    '-count_packets',
    '-select_streams',
    String(picture.index),
  ];
  const counted = await runFfprobe(input, sections, limits, options);
  const packets = counted?.streams[0]?.nb_read_packets;
  const streams = headers.streams.map(stream =>
    stream === picture ? { ...stream, nb_read_packets: packets } : stream,
  );
  return { ...headers, streams };
}
