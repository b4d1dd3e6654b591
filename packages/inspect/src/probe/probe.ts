import type { MediaFacts } from '@variegate/core-filters';
import type { OpenInput } from '@variegate/runner';
import { borrowInput } from '../borrow-input.ts';
import { MediaUnusableError } from '../errors.ts';
import {
  assertInputSize,
  defaultSourceLimits,
  describeExceededLimit,
  exceededLimit,
  type SourceLimits,
  tooLongSide,
} from '../source-limits.ts';
import { type Opened, withFfmpeg } from '../with-ffmpeg.ts';
import type { FfprobeFrame, FfprobeOutput } from './ffprobe-output.ts';
import { looksPulledDown } from './look-for-pulldown.ts';
import { firstAudioStream, isVideoStream, type MediaFactsOutcome, mediaFactsFrom } from './media-facts.ts';
import { PacketReader, type PacketTimes, packetSections } from './packet-times.ts';
import { type PlacedFacts, placeOnTimeline } from './place-on-timeline.ts';
import { type ProbedMedia, probedChapters, probedStreams, provenanceTagOf } from './probed-media.ts';
import { remarksOn } from './remarks.ts';
import { outputOf, type ProbeOptions, runFfprobe } from './run-ffprobe.ts';

/**
 * Finds out what a media file is: its headers, its first frames, and when each of its packets is shown. Reads only the file
 * itself: no playlist, no network, no other file that it names.
 *
 * @param file Path of the file, or an input that is already open and stays its owner's.
 * @throws {INSPECT_MEDIA_UNUSABLE} when it is not media, has no video, or is beyond a limit; the message names which.
 * @throws {RUNNER_INPUT_UNUSABLE} when the path is missing, a folder, not a regular file, empty, or not readable.
 * @throws the reason of `signal` once that is aborted, after everything has been cleaned up.
 */
export function probe(file: string | OpenInput, options: ProbeOptions = {}): Promise<ProbedMedia> {
  return withFfmpeg(options, opened => probeWith(file, opened, 'timeline'));
}

/**
 * What {@link probe} finds out, by the headers alone where these state a number of frames: for files that will be decoded to
 * their end anyway.
 */
export function probeHeaders(file: string | OpenInput, options: ProbeOptions = {}): Promise<ProbedMedia> {
  return withFfmpeg(options, opened => probeWith(file, opened, 'headers'));
}

async function probeWith(
  file: string | OpenInput,
  options: Opened<ProbeOptions>,
  times: 'headers' | 'timeline',
): Promise<ProbedMedia> {
  await using borrowed = await borrowInput(file);
  const { input } = borrowed;
  const limits = { ...defaultSourceLimits, ...options.limits };
  assertInputSize(input, limits);
  const headers = await readHeaders(input, limits, options, times);
  const stated = factsIn(mediaFactsFrom(headers), input);
  const trusted = times === 'headers' && stateTimes(headers, stated);
  // What is beyond a limit is not read to its end. A clock's rate is no rate of frames: the packets have that.
  refuseBeyondLimits(
    input,
    stated,
    headers,
    trusted ? limits : { ...limits, maxFps: Number.POSITIVE_INFINITY },
  );
  const { facts, timeline, repeatsFields } = trusted
    ? { facts: stated, timeline: null, repeatsFields: false }
    : await readTimeline(input, stated, headers, limits, options);
  refuseBeyondLimits(input, facts, headers, limits);
  const isPulledDown = timeline !== null && (await looksPulledDown(input, facts, limits, options));
  return {
    path: input.path,
    sizeBytes: input.sizeBytes,
    container: headers.format.format_name,
    facts,
    streams: probedStreams(headers),
    chapters: probedChapters(headers),
    provenanceTag: provenanceTagOf(headers),
    remarks: remarksOn(headers, facts, { timeline, repeatsFields, isPulledDown }),
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
  const detail = tooLongSide(facts);
  if (detail !== null) throw new MediaUnusableError(path, detail, { reason: 'unreadable-video' });
}

function factsIn(outcome: MediaFactsOutcome, { path }: OpenInput): MediaFacts {
  if ('facts' in outcome) return outcome.facts;
  throw new MediaUnusableError(path, outcome.detail, { reason: outcome.reason });
}

/** Whether headers state how long a video is, and in how many frames. Matroska, MPEG and FLV do not. */
function stateTimes({ streams }: FfprobeOutput, { durationSeconds, video }: MediaFacts): boolean {
  const counted = (streams.find(isVideoStream)?.nb_frames ?? 0) > 0;
  return counted && durationSeconds > 0 && video.frameRate.numerator > 0;
}

/** Packets of all streams that are read for the first frames. */
const packetsForFirstFrames = 24;

/** Words that make ffprobe decode so many packets and say when their frames are shown. */
function decoding(packets: number): readonly string[] {
  return [
    ...[
      '-show_entries',
      'frame=stream_index,pts_time,best_effort_timestamp_time,interlaced_frame,top_field_first,repeat_pict',
    ],
    ...['-read_intervals', `%+#${packets}`],
  ];
}

/** What the headers, and the first seconds where these do not suffice, say; and the first frames, for a timeline. */
async function readHeaders(
  input: OpenInput,
  limits: SourceLimits,
  options: Opened<ProbeOptions>,
  times: 'headers' | 'timeline',
): Promise<FfprobeOutput> {
  const sections = ['-show_format', '-show_streams', '-show_chapters'];
  const frames = times === 'timeline' ? decoding(packetsForFirstFrames) : [];
  const output = await runFfprobe(input, [...sections, ...frames], limits, options);
  if (output !== null && output.streams.length > 0) return output;
  throw new MediaUnusableError(input.path, 'is not a media file that can be read', { reason: 'not-media' });
}

/** Reads when every packet is shown, without decoding more than the first frames, and puts the facts on that timeline. */
async function readTimeline(
  input: OpenInput,
  stated: MediaFacts,
  headers: FfprobeOutput,
  limits: SourceLimits,
  options: Opened<ProbeOptions>,
): Promise<PlacedFacts> {
  const video = headers.streams.find(isVideoStream);
  const reader = new PacketReader(video?.index ?? -1, firstAudioStream(headers)?.index);
  const mostPackets = limits.maxDurationSeconds * limits.maxFps;
  await outputOf(input, packetSections, limits, options, bytes => {
    reader.write(bytes);
    if (reader.count > mostPackets) throw tooManyPackets(input, mostPackets);
  });
  const packets = reader.finish();
  const frames = await firstFrames(input, headers, packets, limits, options);
  const placed = placeOnTimeline(stated, headers, { packets, frames });
  if ('facts' in placed) return placed;
  throw new MediaUnusableError(input.path, placed.detail, { reason: 'unreadable-video' });
}

function tooManyPackets({ path }: OpenInput, allowed: number): MediaUnusableError {
  const detail = `has more frames than maxDurationSeconds and maxFps allow (${allowed})`;
  return new MediaUnusableError(path, detail, { reason: 'unreadable-video' });
}

/** A recording that begins between key frames gives its first frames only after the next of these. */
async function firstFrames(
  input: OpenInput,
  headers: FfprobeOutput,
  { video: { beforeFirstKey } }: PacketTimes,
  limits: SourceLimits,
  options: Opened<ProbeOptions>,
): Promise<readonly FfprobeFrame[]> {
  const video = headers.streams.find(isVideoStream);
  const seen = headers.frames.some(frame => frame.stream_index === video?.index);
  if (seen || beforeFirstKey === null) return headers.frames;
  const sections = ['-show_format', ...decoding(beforeFirstKey + packetsForFirstFrames)];
  const later = await runFfprobe(input, sections, limits, options);
  return later?.frames ?? headers.frames;
}
