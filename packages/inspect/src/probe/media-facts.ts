import {
  type AudioFacts,
  type MediaFacts,
  type Rational,
  rationalToNumber,
  type VideoFacts,
} from '@variegate/core-filters';
import type { FfprobeOutput, FfprobeStream } from './ffprobe-output.ts';
import {
  averageFrameRate,
  bitDepth,
  clockwiseRotation,
  hasVariableFrameRate,
  parseRational,
  statedFieldOrder,
} from './stream-facts.ts';

/** The facts, or the reason why there are none, as the end of a sentence. */
export type MediaFactsOutcome =
  | { readonly facts: MediaFacts }
  | { readonly reason: 'no-video' | 'unreadable-video'; readonly detail: string };

/** Distils what ffprobe says of the headers into facts; 0 stands for a length or a rate that they do not state. Pure. */
export function mediaFactsFrom(output: FfprobeOutput): MediaFactsOutcome {
  const videoStream = output.streams.find(isVideoStream);
  if (videoStream === undefined) return { reason: 'no-video', detail: 'has no video stream' };
  const width = videoStream.width ?? 0;
  const height = videoStream.height ?? 0;
  // Where no pixel format came out, ffmpeg has no decoder or could not decode a single frame.
  const undecodable = videoStream.codec_name === 'unknown' || videoStream.pix_fmt === 'unknown';
  if (undecodable || width <= 0 || height <= 0) {
    return { reason: 'unreadable-video', detail: 'has a video stream that ffmpeg cannot make out' };
  }
  const frameRate = averageFrameRate(videoStream) ?? { numerator: 0, denominator: 1 };
  const durationSeconds = videoSeconds(output, videoStream, frameRate);
  const audioStream = firstAudioStream(output);
  return {
    facts: {
      durationSeconds,
      video: videoFacts(videoStream, width, height, frameRate, durationSeconds),
      audio:
        audioStream === undefined || !isAudible(audioStream)
          ? null
          : audioFacts(output, audioStream, durationSeconds),
    },
  };
}

/** Whether a stream is video rather than a cover picture. */
export function isVideoStream(stream: FfprobeStream): boolean {
  return stream.codec_type === 'video' && stream.disposition['attached_pic'] !== 1;
}

/** The audio that goes with the video. */
export function firstAudioStream(output: FfprobeOutput): FfprobeStream | undefined {
  return output.streams.find(stream => stream.codec_type === 'audio');
}

function isAudible({ codec_name, sample_rate = 0, channels = 0 }: FfprobeStream): boolean {
  return codec_name !== 'unknown' && sample_rate > 0 && channels > 0;
}

/**
 * Frames that a player shows. A file cut without decoding stores frames before the first that it shows, which an edit
 * list hides; its count covers them all.
 */
function presentedFrames(stream: FfprobeStream, lengthInFrames: number): number {
  const stored = stream.nb_frames || 0;
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
    heldSeconds: 0,
    fieldOrder: statedFieldOrder(stream),
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
    chromaLocation: stream.chroma_location === 'unspecified' ? 'unknown' : stream.chroma_location,
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

function videoSeconds(output: FfprobeOutput, stream: FfprobeStream, frameRate: Rational): number {
  const counted = (stream.nb_frames ?? 0) / rationalToNumber(frameRate);
  return statedSeconds(stream) ?? output.format.duration ?? (Number.isFinite(counted) ? counted : 0);
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
