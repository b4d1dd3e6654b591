import type { AudioFacts, FieldOrder, MediaFacts, Rational } from '@variegate/core-filters';
import type { FfprobeFrame, FfprobeOutput, FfprobeStream } from './ffprobe-output.ts';
import { firstAudioStream, isVideoStream } from './media-facts.ts';
import type { PacketTimes } from './packet-times.ts';
import { parseRational } from './stream-facts.ts';
import { type BrokenTimeline, type Timeline, timelineOf } from './timeline.ts';

/** ffmpeg's names of the formats in which it joins clocks that begin anew. */
const discontinuousFormats = ['mpegts', 'mpeg', 'ogg'];

/** What was read of a file beside its headers. */
export interface ReadTimes {
  readonly packets: PacketTimes;
  /** The first frames that the decoder gives, of all streams. */
  readonly frames: readonly FfprobeFrame[];
}

/** Facts whose times come from the packets and the decoder, and the timeline that they follow. */
export interface PlacedFacts {
  readonly facts: MediaFacts;
  readonly timeline: Timeline;
  /** Whether the first frames ask players to repeat fields, as film in television does. */
  readonly repeatsFields: boolean;
}

/** Puts facts by the headers onto the timeline that the packets and the first decoded frames show. Pure. */
export function placeOnTimeline(
  stated: MediaFacts,
  headers: FfprobeOutput,
  { packets, frames }: ReadTimes,
): PlacedFacts | BrokenTimeline {
  if (packets.isEncrypted) return { detail: 'is encrypted' };
  const video = headers.streams.find(isVideoStream);
  const firstFrames = frames.filter(frame => frame.stream_index === video?.index);
  const timeline = timelineOf({
    packets: packets.video,
    statedRates: video === undefined ? [] : statedRates(video),
    firstFrameSeconds: earliest(firstFrames),
    discontinuous: headers.format.format_name.split(',').some(name => discontinuousFormats.includes(name)),
  });
  if ('detail' in timeline) return timeline;
  const { startSeconds, durationSeconds, frameCount, frameRate, variableFrameRate, heldSeconds } = timeline;
  return {
    timeline,
    repeatsFields: repeatsFields(firstFrames),
    facts: {
      durationSeconds,
      video: {
        ...stated.video,
        ...{ startSeconds, frameCount, frameRate, variableFrameRate, heldSeconds },
        fieldOrder: seenFieldOrder(firstFrames) ?? stated.video.fieldOrder,
      },
      audio: stated.audio === null ? null : placedAudio(stated.audio, headers, { packets, frames }),
    },
  };
}

/** Rates by the headers: the average, that of the time stamps, and half of that, which counts fields. */
function statedRates(stream: FfprobeStream): readonly Rational[] {
  const grid = parseRational(stream.r_frame_rate);
  const halved = grid === null ? null : { ...grid, denominator: 2 * grid.denominator };
  return [parseRational(stream.avg_frame_rate), grid, halved].filter(rate => rate !== null);
}

/** `null` where the file says that it has audio and holds none. */
function placedAudio(
  stated: AudioFacts,
  headers: FfprobeOutput,
  { packets, frames }: ReadTimes,
): AudioFacts | null {
  if (packets.audio === null) return null;
  const index = firstAudioStream(headers)?.index;
  const { startSeconds, endSeconds } = packets.audio;
  const heard = earliest(frames.filter(frame => frame.stream_index === index)) ?? startSeconds;
  const seconds = endSeconds - heard;
  return { ...stated, startSeconds: heard, durationSeconds: seconds > 0 ? seconds : stated.durationSeconds };
}

function earliest(frames: readonly FfprobeFrame[]): number | null {
  const times = frames
    .map(frame => frame.best_effort_timestamp_time ?? frame.pts_time)
    .filter(time => time !== undefined);
  return times.length === 0 ? null : Math.min(...times);
}

/** What most of the first frames say of themselves; `null` without any. Streams often say nothing, or what is not so. */
function seenFieldOrder(frames: readonly FfprobeFrame[]): FieldOrder | null {
  if (frames.length === 0) return null;
  const woven = frames.filter(frame => frame.interlaced_frame === 1);
  if (woven.length * 2 <= frames.length) return 'progressive';
  const topFirst = woven.filter(frame => frame.top_field_first === 1).length;
  return topFirst * 2 >= woven.length ? 'top-first' : 'bottom-first';
}

/** Whether frames ask for a field to be shown again, every other one of them in film. */
function repeatsFields(frames: readonly FfprobeFrame[]): boolean {
  return frames.filter(frame => frame.repeat_pict === 1).length * 4 > frames.length;
}
