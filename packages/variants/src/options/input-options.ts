import type { Options } from './option.ts';
import { above, onOff, whole } from './option-schemas.ts';

const reads = ['variants', 'batch', 'plan', 'render'] as const;
const probes = [...reads, 'apply'] as const;

/** What a source may demand of the machine. */
export const limitOptions = {
  /** Longest source, in seconds; on the command line also such as 90m. @default 21600 (6 hours) */
  maxDurationSeconds: {
    schema: above(0, 'seconds'),
    description: 'longest source, in seconds; on the command line also such as 90m',
    default: 21_600,
    defaultText: '6h',
    flag: '--max-duration <TIME>',
    reads: 'seconds',
    commands: probes,
    request: true,
  },
  /** Largest number of pixels of a source's frame. @default 35389440 (8192 x 4320) */
  maxPixels: {
    schema: whole(1, 1_073_741_824),
    description: "largest number of pixels of a source's frame",
    default: 35_389_440,
    flag: '--max-pixels <N>',
    reads: 'number',
    commands: probes,
    request: true,
  },
  /** Largest number of streams of a source. @default 32 */
  maxStreams: {
    schema: whole(1, 1000),
    description: 'largest number of streams of a source',
    default: 32,
    flag: '--max-streams <N>',
    reads: 'number',
    commands: probes,
    request: true,
  },
  /** Highest frame rate of a source, in frames per second. @default 240 */
  maxFps: {
    schema: above(0, 'frames per second'),
    description: 'highest frame rate of a source, in frames per second',
    default: 240,
    flag: '--max-fps <N>',
    reads: 'number',
    commands: probes,
    request: true,
  },
  /** Largest file of a source, in bytes; on the command line also such as 40GB. @default 274877906944 (256 GiB) */
  maxInputBytes: {
    schema: above(0, 'bytes'),
    description: 'largest file of a source, in bytes; on the command line also such as 40GB',
    default: 274_877_906_944,
    defaultText: '256GiB',
    flag: '--max-input-size <SIZE>',
    reads: 'bytes',
    commands: probes,
    request: true,
  },
} as const satisfies Options;

/** Which files are inputs. */
export const inputOptions = {
  /** Accept files made by variegate as inputs. @default false */
  allowVariants: {
    schema: onOff(),
    description: 'accept files made by variegate as inputs',
    default: false,
    flag: '--allow-variants',
    commands: reads,
    request: true,
  },
} as const satisfies Options;

/** The same for a batch, whose inputs may be folders. */
export const batchInputOptions = {
  /** Search folders with all folders in them. @default false */
  recursive: {
    schema: onOff(),
    description: 'search folders with all folders in them',
    default: false,
    flag: '--recursive',
    commands: ['batch'],
    request: true,
  },
} as const satisfies Options;
