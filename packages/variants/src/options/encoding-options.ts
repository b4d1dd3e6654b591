import {
  type Container,
  defaultEncodeSettings,
  defaultVp9Settings,
  type EncodeSettings,
  encoders,
  muxers,
  presets,
} from '@variegate/core-filters';
import type { Options } from './option.ts';
import { between, hexColour, oneOf, onOff, whole } from './option-schemas.ts';

const encodes = ['variants', 'batch', 'plan', 'render', 'apply'] as const;

const containers = Object.keys(muxers) as Container[];
const encoderNames = Object.keys(encoders) as EncodeSettings['encoder'][];

/** How sources are normalised and variants are encoded. */
export const encodingOptions = {
  /**
   * Video encoder (a hardware encoder is tried on one frame first, and libx264 is used if it fails).
   * @default 'libx264', for WebM 'libvpx-vp9'
   */
  encoder: {
    schema: oneOf(encoderNames),
    description:
      'video encoder (a hardware encoder is tried on one frame first, and libx264 is used if it fails)',
    defaultText: `${defaultEncodeSettings.encoder}; for webm ${defaultVp9Settings.encoder}`,
    flag: '--encoder <NAME>',
    commands: encodes,
    request: true,
    identity: true,
  },
  /** Preset of libx264. @default 'veryfast' */
  preset: {
    schema: oneOf(presets),
    description: 'preset of libx264',
    defaultText: defaultEncodeSettings.preset,
    flag: '--preset <NAME>',
    commands: [...encodes, 'bench'],
    request: true,
    identity: true,
  },
  /** Constant rate factor: 0 (lossless) to 51, for webm 0 to 63; whole with any encoder but libx264. @default 23, for VP9 32 */
  crf: {
    schema: between(0, 63),
    description:
      'constant rate factor: 0 (lossless) to 51, for webm 0 to 63; whole with any encoder but libx264',
    defaultText: `${defaultEncodeSettings.crf}; for webm ${defaultVp9Settings.crf}`,
    flag: '--crf <N>',
    reads: 'number',
    commands: [...encodes, 'bench'],
    request: true,
    identity: true,
  },
  /** Container of the variants (webm holds VP9 and Opus). @default 'mp4', for VP9 'webm' */
  container: {
    schema: oneOf(containers),
    description: 'container of the variants (webm holds VP9 and Opus)',
    defaultText: `${defaultEncodeSettings.container}; for VP9 ${defaultVp9Settings.container}`,
    flag: '--container <NAME>',
    formerFlag: '--format <NAME>',
    commands: encodes,
    formerName: 'format',
    request: true,
    identity: true,
  },
  /** Number of encoder threads of each render, 1 to 64; another number makes other bytes. @default 1 */
  threads: {
    schema: whole(1, 64),
    description: 'number of encoder threads of each render, 1 to 64; another number makes other bytes',
    default: 1,
    flag: '--threads <N>',
    reads: 'number',
    commands: encodes,
    request: true,
    identity: true,
  },
  /** Tag in each file that names variegate and the plan. @default true */
  provenance: {
    schema: onOff('true or false (on or off on the command line)'),
    description: 'tag in each file that names variegate and the plan',
    default: true,
    flag: '--provenance <on|off>',
    reads: 'on-off',
    commands: encodes,
    request: true,
    identity: true,
  },
  /** One filter per transformation, nothing fused: for comparison, and slow. @default false */
  plainGraph: {
    schema: onOff(),
    description: 'one filter per transformation, nothing fused: for comparison, and slow',
    default: false,
    flag: '--plain-graph',
    commands: encodes,
    request: true,
    identity: true,
  },
  /** Whether interlaced sources are deinterlaced first (auto) or kept as they are (off). @default 'auto' */
  deinterlace: {
    schema: oneOf(['auto', 'off']),
    description: 'whether interlaced sources are deinterlaced first (auto) or kept as they are (off)',
    default: 'auto',
    flag: '--deinterlace <auto|off>',
    commands: encodes,
    request: true,
    identity: true,
  },
  /** Colour that transparent parts of a source are laid over: six hex digits, RRGGBB. @default '000000' */
  alphaColour: {
    schema: hexColour(),
    description: 'colour that transparent parts of a source are laid over: six hex digits, RRGGBB',
    default: '000000',
    flag: '--alpha-colour <RRGGBB>',
    commands: encodes,
    request: true,
    identity: true,
  },
} as const satisfies Options;
