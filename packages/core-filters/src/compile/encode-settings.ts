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

/** How a run encodes; part of every variant's identity. */
export interface EncodeSettings {
  readonly encoder: 'libx264';
  /** @default 'veryfast' */
  readonly preset: Preset;
  /** Constant rate factor, 0 (lossless) to 51. @default 23 */
  readonly crf: number;
  /** @default 'mp4' */
  readonly container: Container;
  /** Threads of the encoder, 1 or more; other counts give other bytes. @default 1 */
  readonly threads: number;
}

/** What is used where the user says nothing. */
export const defaultEncodeSettings: EncodeSettings = {
  encoder: 'libx264',
  preset: 'veryfast',
  crf: 23,
  container: 'mp4',
  threads: 1,
};
