import {
  hasScalerMatrix,
  type MediaFacts,
  type Normalization,
  type VideoFacts,
} from '@variegate/core-filters';
import type { LumaRange } from '../pdq/shrink-luma.ts';
import { wholePad } from '../whole-pad.ts';

/** Which frames give their luma: none, the first of each second of media time or of each part of one, or all. */
export type LumaFrames = 'none' | 'each-second' | 'every' | { readonly perSecond: number };

/** Streams of the Matroska document that {@link decodeArguments} asks for. */
export const decodedTracks = { marks: 1, luma: 2 } as const;

/** Samples per second of the audio that marks what was decoded; one byte each. */
export const audioMarkRate = 8000;

/** What one decode brings out. */
export interface DecodeRequest {
  readonly facts: MediaFacts;
  readonly luma: LumaStage;
  readonly frames: LumaFrames;
  /** Whether ffmpeg can, and shall, fingerprint the audio. */
  readonly fingerprintAudio: boolean;
  /** How frames are made whole, as variants begin with them. @default they are taken as they are stored */
  readonly normalization?: Normalization | undefined;
}

/**
 * Everything behind the input of the one decode. All of it leaves on standard output, the only pipe that every
 * system has: a Matroska document, and behind it the words of the audio fingerprint, which chromaprint's muxer
 * writes in one piece when everything has ended.
 *
 * The document carries a mark for each decoded frame (a corner of 16 x 16 pixels, for its time alone), the luma of
 * the frames that are hashed, and the audio at telephone quality, for its length alone.
 */
export function decodeArguments(request: DecodeRequest): string[] {
  const { facts, frames, fingerprintAudio } = request;
  const hasAudio = facts.audio !== null;
  return [
    ...['-filter_complex', graphFor(request)],
    ...['-map', '[marks]'],
    ...(frames === 'none' ? [] : ['-map', '[luma]']),
    ...(hasAudio ? ['-map', '0:a:0', '-c:a', 'pcm_u8', '-ar', String(audioMarkRate), '-ac', '1'] : []),
    ...['-c:v', 'rawvideo', '-fps_mode', 'passthrough', '-enc_time_base:v', '1:1000'],
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-f', 'matroska', 'pipe:1'],
    ...(hasAudio && fingerprintAudio ? fingerprintArguments(facts.audio.channels) : []),
  ];
}

function graphFor({ facts: { video }, luma, frames, normalization }: DecodeRequest): string {
  const pad = normalization === undefined ? '[0:V:0]' : wholePad(0, video, normalization);
  // What luma is does not depend on the matrix.
  const source = `${pad}${hasScalerMatrix(video) ? '' : 'setparams=colorspace=unknown,'}`;
  const corner = `crop=min(iw\\,16):min(ih\\,16):0:0,${luma.filters}[marks]`;
  if (frames === 'none') return `${source}${corner}`;
  const rate = typeof frames === 'object' ? `*${frames.perSecond}` : '';
  const eachPart = `select=isnan(prev_selected_t)+gt(floor(t${rate})\\,floor(prev_selected_t${rate})),`;
  // A size that changes within the stream must not change the size of the planes.
  const plane = `scale=${video.width}:${video.height}:flags=bilinear,${luma.filters}[luma]`;
  return `${source}split[all][some];[all]${corner};[some]${frames === 'every' ? '' : eachPart}${plane}`;
}

function fingerprintArguments(channels: number): string[] {
  // Chromaprint takes one or two channels.
  const downmix = channels > 2 ? ['-ac', '2'] : [];
  return [
    '-map',
    '0:a:0',
    '-c:a',
    'pcm_s16le',
    ...downmix,
    '-f',
    'chromaprint',
    '-fp_format',
    'raw',
    'pipe:1',
  ];
}

/** How the luma plane of a stream is brought out of ffmpeg, one byte a pixel. */
export interface LumaStage {
  /** Filters that end in `gray`. */
  readonly filters: string;
  /** What the values mean. */
  readonly range: LumaRange;
}

const planarFormats = [
  ...['yuv420p', 'yuv422p', 'yuv444p', 'yuv440p', 'yuv411p', 'yuv410p'],
  ...['yuvj420p', 'yuvj422p', 'yuvj444p', 'yuvj440p'],
];

/**
 * Chooses how luma is taken. Eight-bit planar video gives its own plane, untouched: a conversion to `gray` would
 * change the range in some releases of ffmpeg and not in others. Everything else is converted to limited range first.
 */
export function lumaStage(video: VideoFacts): LumaStage {
  if (planarFormats.includes(video.pixelFormat)) {
    return { filters: `format=${planarFormats.join('|')},extractplanes=y`, range: video.colorRange };
  }
  return { filters: 'scale=out_range=tv:flags=bilinear,format=yuv420p,extractplanes=y', range: 'limited' };
}
