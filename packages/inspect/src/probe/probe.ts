import type { MediaFacts } from '@variegate/core-filters';
import type { OpenInput } from '@variegate/runner';
import { borrowInput } from '../borrow-input.ts';
import { MediaUnusableError } from '../errors.ts';
import {
  defaultSourceLimits,
  describeExceededLimit,
  exceededLimit,
  type SourceLimits,
} from '../source-limits.ts';
import { type Opened, withFfmpeg } from '../with-ffmpeg.ts';
import type { FfprobeOutput } from './ffprobe-output.ts';
import { isVideoStream, mediaFactsFrom } from './media-facts.ts';
import { type ProbedMedia, probedChapters, probedStreams, provenanceTagOf } from './probed-media.ts';
import { type ProbeOptions, runFfprobe } from './run-ffprobe.ts';

/**
 * Finds out what a media file is. Reads only the file itself: no playlist, no network, no other file that it names.
 *
 * @param file Path of the file, or an input that is already open and stays its owner's.
 * @throws {INSPECT_MEDIA_UNUSABLE} when it is not media, has no video, or is beyond a limit; the message names which.
 * @throws {RUNNER_INPUT_UNUSABLE} when the path is missing, a folder, not a regular file, empty, or not readable.
 * @throws the reason of `signal` once that is aborted, after everything has been cleaned up.
 */
export function probe(file: string | OpenInput, options: ProbeOptions = {}): Promise<ProbedMedia> {
  return withFfmpeg(options, opened => probeWith(file, opened));
}

async function probeWith(file: string | OpenInput, options: Opened<ProbeOptions>): Promise<ProbedMedia> {
  await using borrowed = await borrowInput(file);
  const { input } = borrowed;
  const limits = { ...defaultSourceLimits, ...options.limits };
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
  limits: SourceLimits,
): void {
  const limit = exceededLimit(facts, streams.length, limits);
  if (limit !== null) {
    throw new MediaUnusableError(path, describeExceededLimit(limit), { reason: 'limit', limit });
  }
}

/** What the headers, and the first seconds where these do not suffice, say. */
async function readHeaders(
  input: OpenInput,
  limits: SourceLimits,
  options: Opened<ProbeOptions>,
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
  limits: SourceLimits,
  options: Opened<ProbeOptions>,
): Promise<FfprobeOutput> {
  const video = headers.streams.find(isVideoStream);
  if (video === undefined || video.nb_frames) return headers;
  const sections = [
    '-show_format',
    '-show_streams',
    '-count_packets',
    '-select_streams',
    String(video.index),
  ];
  const counted = await runFfprobe(input, sections, limits, options);
  const packets = counted?.streams[0]?.nb_read_packets;
  const streams = headers.streams.map(stream =>
    stream === video ? { ...stream, nb_read_packets: packets } : stream,
  );
  return { ...headers, streams };
}
