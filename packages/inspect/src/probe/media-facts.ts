import type { AudioFacts, MediaFacts, Rational, VideoFacts } from '@variegate/core-filters';
import { rationalToNumber } from '@variegate/core-filters';
import { bitDepth } from './bit-depth.ts';
import type { FfprobeOutput, FfprobeStream } from './ffprobe-output.ts';
import { averageFrameRate, hasVariableFrameRate, parseRational } from './frame-rate.ts';
import { clockwiseRotation } from './rotation.ts';

/** The facts, or the reason why there are none, as the end of a sentence. */
export type MediaFactsOutcome =
  | { readonly facts: MediaFacts }
  | { readonly reason: 'no-video' | 'unreadable-video'; readonly detail: string };

/** Distils what ffprobe says into facts. Pure. */
export function mediaFactsFrom(output: FfprobeOutput): MediaFactsOutcome {
  const picture = output.streams.find(isPicture);
  if (picture === undefined) return { reason: 'no-video', detail: 'has no video stream' };
  const width = picture.width ?? 0;
  const height = picture.height ?? 0;
  const frameRate = averageFrameRate(picture);
  // Where no pixel format came out, ffmpeg has no decoder or could not decode a single frame.
  const undecodable = picture.codec_name === 'unknown' || picture.pix_fmt === 'unknown';
  if (undecodable || width <= 0 || height <= 0 || frameRate === null) {
    return { reason: 'unreadable-video', detail: 'has a video stream that ffmpeg cannot make out' };
  }
  const durationSeconds = videoSeconds(output, picture, frameRate);
  if (durationSeconds === undefined || durationSeconds <= 0) {
    return { reason: 'unreadable-video', detail: 'has a video stream of no length' };
  }
  const sound = output.streams.find(stream => stream.codec_type === 'audio');
  return {
    facts: {
      durationSeconds,
      video: videoFacts(picture, width, height, frameRate, durationSeconds),
      audio: sound === undefined || !isAudible(sound) ? null : audioFacts(output, sound, durationSeconds),
    },
  };
}

/** Whether a stream is a moving picture rather than a cover. */
export function isPicture(stream: FfprobeStream): boolean {
  return stream.codec_type === 'video' && stream.disposition['attached_pic'] !== 1;
}

function isAudible({ codec_name, sample_rate = 0, channels = 0 }: FfprobeStream): boolean {
  return codec_name !== 'unknown' && sample_rate > 0 && channels > 0;
}

/**
 * Frames that a player shows. A file cut without decoding stores frames before the first that it shows, which an edit
 * list hides; its count covers them all.
 */
function presentedFrames(stream: FfprobeStream, lengthInFrames: number): number {
  const stored = stream.nb_frames || stream.nb_read_packets || 0;
  const hidden = stored > lengthInFrames + 2;
  return stored === 0 || hidden ? Math.max(1, Math.round(lengthInFrames)) : stored;
}

function videoFacts(
  stream: FfprobeStream,
  width: number,
  height: number,
  frameRate: Rational,
  durationSeconds: number,
): VideoFacts {
  const rotationDegrees = clockwiseRotation(stream);
  const sideways = rotationDegrees === 90 || rotationDegrees === 270;
  const pixelShape = parseRational(stream.sample_aspect_ratio) ?? { numerator: 1, denominator: 1 };
  return {
    codec: stream.codec_name,
    width: sideways ? height : width,
    height: sideways ? width : height,
    frameRate,
    variableFrameRate: hasVariableFrameRate(stream),
    frameCount: presentedFrames(stream, durationSeconds * rationalToNumber(frameRate)),
    pixelFormat: stream.pix_fmt,
    bitDepth: bitDepth(stream),
    rotationDegrees,
    sampleAspectRatio: sideways
      ? { numerator: pixelShape.denominator, denominator: pixelShape.numerator }
      : pixelShape,
    colorRange: stream.color_range === 'pc' || stream.pix_fmt.startsWith('yuvj') ? 'full' : 'limited',
    colorSpace: stream.color_space,
    colorTransfer: stream.color_transfer,
    colorPrimaries: stream.color_primaries,
    highDynamicRange: ['smpte2084', 'arib-std-b67'].includes(stream.color_transfer),
    startSeconds: stream.start_time ?? 0,
  };
}

function audioFacts(output: FfprobeOutput, stream: FfprobeStream, videoLength: number): AudioFacts {
  return {
    codec: stream.codec_name,
    sampleRate: stream.sample_rate ?? 0,
    channels: stream.channels ?? 0,
    startSeconds: stream.start_time ?? 0,
    durationSeconds: statedSeconds(stream) ?? output.format.duration ?? videoLength,
  };
}

function videoSeconds(output: FfprobeOutput, stream: FfprobeStream, frameRate: Rational): number | undefined {
  const counted = stream.nb_frames || stream.nb_read_packets;
  return (
    statedSeconds(stream) ??
    output.format.duration ??
    (counted === undefined ? undefined : counted / rationalToNumber(frameRate))
  );
}

/** Length by the stream's own field, or by the tag in which Matroska keeps the end of a stream. */
function statedSeconds(stream: FfprobeStream): number | undefined {
  if (stream.duration !== undefined && stream.duration > 0) return stream.duration;
  const tag = Object.entries(stream.tags).find(([key]) => /^duration(-|$)/i.test(key))?.[1];
  const match = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(tag ?? '');
  if (match === null) return undefined;
  const end = Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]);
  const seconds = end - (stream.start_time ?? 0);
  return seconds > 0 ? seconds : undefined;
}
