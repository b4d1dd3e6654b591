import type { Container } from '../command/ffmpeg-command.ts';

/** Presets of x264, fastest first. */
export const presets = [
  'ultrafast',
  'superfast',
  'veryfast',
  'faster',
  'fast',
  'medium',
  'slow',
  'slower',
  'veryslow',
] as const;

/** One of x264's presets. */
export type Preset = (typeof presets)[number];

/** How a run encodes, by encoder; part of every variant's identity. */
export type EncodeSettings = X264Settings | Vp9Settings;

/** H.264 by x264, with AAC sound. */
export interface X264Settings {
  readonly encoder: 'libx264';
  /** @default 'veryfast' */
  readonly preset: Preset;
  /** Constant rate factor, 0 (lossless) to 51. @default 23 */
  readonly crf: number;
  /** @default 'mp4' */
  readonly container: Exclude<Container, 'webm'>;
  /** Threads of the encoder, 1 or more; other counts give other bytes. @default 1 */
  readonly threads: number;
}

/** VP9 by libvpx, with Opus sound. It has no presets. */
export interface Vp9Settings {
  readonly encoder: 'libvpx-vp9';
  /** Constant quality on VP9's own scale, 0 (best) to 63, whole. @default 32 */
  readonly crf: number;
  readonly container: 'webm';
  /** Threads of the encoder, 1 or more. @default 1 */
  readonly threads: number;
}

/** What is used where the user says nothing. */
export const defaultEncodeSettings: X264Settings = {
  encoder: 'libx264',
  preset: 'veryfast',
  crf: 23,
  container: 'mp4',
  threads: 1,
};

/** What is used for WebM where the user says nothing more. */
export const defaultVp9Settings: Vp9Settings = {
  encoder: 'libvpx-vp9',
  crf: 32,
  container: 'webm',
  threads: 1,
};

/** What is fixed about an encoder, whatever the settings. */
export interface EncoderTraits {
  /** Worst value of its constant rate factor; the best is 0. */
  readonly worstCrf: number;
  /** Containers that its output is written in, the usual one first. */
  readonly containers: readonly Container[];
  /** ffmpeg's name of the encoder of the sound that goes with it. */
  readonly audioEncoder: 'aac' | 'libopus';
}

/** The encoders that variants are made with. */
export const encoders: Readonly<Record<EncodeSettings['encoder'], EncoderTraits>> = {
  libx264: { worstCrf: 51, containers: ['mp4', 'mkv', 'mov'], audioEncoder: 'aac' },
  'libvpx-vp9': { worstCrf: 63, containers: ['webm'], audioEncoder: 'libopus' },
};
