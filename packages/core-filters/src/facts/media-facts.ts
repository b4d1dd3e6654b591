import type { Rational } from './rational.ts';

/** What a media file is, as far as a chain of transformations needs to know. */
export interface MediaFacts {
  /** Length of the presented video (of the audio where there is no video), in seconds, > 0. */
  readonly durationSeconds: number;
  /** The video. */
  readonly video: VideoFacts;
  /** The audio that goes with it, or `null` for a silent file. */
  readonly audio: AudioFacts | null;
}

/** The first real video stream of a file; attached cover pictures do not count. */
export interface VideoFacts {
  /** Codec by ffmpeg's name, such as `h264`. */
  readonly codec: string;
  /** Width in pixels as presented, that is after {@link VideoFacts.rotationDegrees} has been applied. */
  readonly width: number;
  /** Height in pixels as presented, after rotation. */
  readonly height: number;
  /** Frames per second; the average, gaps aside, where their distance changes. */
  readonly frameRate: Rational;
  /** Whether the distance between frames changes over the file, gaps aside. */
  readonly variableFrameRate: boolean;
  /** Number of frames that are shown. */
  readonly frameCount: number;
  /** Seconds, of the length, for which a frame stays because the next one is late: gaps and frames that are missing. */
  readonly heldSeconds: number;
  /** Whether frames are whole, or woven of two fields, and which of these is the earlier one. */
  readonly fieldOrder: FieldOrder;
  /** Pixel format by ffmpeg's name, such as `yuv420p10le`. */
  readonly pixelFormat: string;
  /** Bits per sample: 8, 10, 12 or 16. */
  readonly bitDepth: number;
  /** Clockwise rotation that the container asks players for: 0, 90, 180 or 270 degrees. */
  readonly rotationDegrees: 0 | 90 | 180 | 270;
  /** Shape of one pixel, width : height; 1:1 for square pixels. */
  readonly sampleAspectRatio: Rational;
  /** `limited` (16..235, also where the file is silent about it) or `full` (0..255). */
  readonly colorRange: 'limited' | 'full';
  /** Matrix coefficients by ffmpeg's name, such as `bt709`; `unknown` where the file does not say. */
  readonly colorSpace: string;
  /** Transfer characteristics by ffmpeg's name; `smpte2084` and `arib-std-b67` are HDR. */
  readonly colorTransfer: string;
  /** Primaries by ffmpeg's name. */
  readonly colorPrimaries: string;
  /** Where samples of colour lie between those of luma, by ffmpeg's name, such as `left`; `unknown` where the file does not say. */
  readonly chromaLocation: string;
  /** Whether the transfer is PQ or HLG. */
  readonly highDynamicRange: boolean;
  /** Presentation time of the first frame that can be decoded, in seconds. */
  readonly startSeconds: number;
}

/** `progressive` for whole frames; else the field that is shown first. */
export type FieldOrder = 'progressive' | 'top-first' | 'bottom-first';

/** The first audio stream of a file. */
export interface AudioFacts {
  /** Codec by ffmpeg's name, such as `aac`. */
  readonly codec: string;
  /** Samples per second. */
  readonly sampleRate: number;
  /** Number of channels, 1 or more. */
  readonly channels: number;
  /** Presentation time of the first sample, in seconds. */
  readonly startSeconds: number;
  /** Length of the audio, in seconds. */
  readonly durationSeconds: number;
}
