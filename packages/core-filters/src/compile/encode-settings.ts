import type { Container } from '../graph/ffmpeg-command.ts';

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
export type EncodeSettings = X264Settings | Vp9Settings | HardwareSettings;

/** H.264 by x264, with AAC audio. */
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

/** VP9 by libvpx, with Opus audio. It has no presets. */
export interface Vp9Settings {
  readonly encoder: 'libvpx-vp9';
  /** Constant quality on VP9's own scale, 0 (best) to 63, whole. @default 32 */
  readonly crf: number;
  readonly container: 'webm';
  /** Threads of the encoder, 1 or more. @default 1 */
  readonly threads: number;
}

/**
 * The hardware encoders that variants can be made with: those that take frames as the graph gives them and hold a
 * constant quality.
 */
export const hardwareEncoderNames = ['h264_nvenc', 'h264_qsv', 'h264_videotoolbox', 'h264_amf'] as const;

/** One of the hardware encoders that variants can be made with. */
export type HardwareEncoder = (typeof hardwareEncoderNames)[number];

/** H.264 by a chip, with AAC audio. Other chips and drivers give other bytes. */
export interface HardwareSettings {
  readonly encoder: HardwareEncoder;
  /** Constant quality on x264's scale, 0 (best) to 51, whole; mapped to what the encoder calls it. @default 23 */
  readonly crf: number;
  readonly container: X264Settings['container'];
  /** Threads beside the chip, 1 or more. @default 1 */
  readonly threads: number;
}

/** Whether the settings ask for a hardware encoder. */
export function isHardware(encode: EncodeSettings): encode is HardwareSettings {
  return (hardwareEncoderNames as readonly string[]).includes(encode.encoder);
}

/** The settings that take the place of a hardware encoder's where it does not work. */
export function softwareInstead({ crf, container, threads }: HardwareSettings): X264Settings {
  return { ...defaultEncodeSettings, crf, container, threads };
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
  /** ffmpeg's name of the encoder of the audio that goes with it. */
  readonly audioEncoder: 'aac' | 'libopus';
}

const h264: EncoderTraits = { worstCrf: 51, containers: ['mp4', 'mkv', 'mov'], audioEncoder: 'aac' };

/** The encoders that variants are made with. */
export const encoders: Readonly<Record<EncodeSettings['encoder'], EncoderTraits>> = {
  libx264: h264,
  'libvpx-vp9': { worstCrf: 63, containers: ['webm'], audioEncoder: 'libopus' },
  h264_nvenc: h264,
  h264_qsv: h264,
  h264_videotoolbox: h264,
  h264_amf: h264,
};
