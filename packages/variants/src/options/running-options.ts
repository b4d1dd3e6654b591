import { z } from 'zod';
import type { Options } from './option.ts';
import { above, bytes, memoryLimit, oneOf, onOff, pathOf, whole } from './option-schemas.ts';

/** Most renders in parallel. */
const mostWorkers = 1024;

const makes = ['variants', 'batch'] as const;
const renders = [...makes, 'render'] as const;

const workers = () => {
  const error = `auto or a whole number from 1 to ${mostWorkers}`;
  return z.union([z.literal('auto'), whole(1, mostWorkers, error)], { error });
};

/** How a run goes about its work. */
export const runningOptions = {
  /**
   * Number of encodes to run in parallel, 1 to 1024, or auto: what `variegate bench --save` recommended, else what cores
   * and memory allow. @default 'auto'
   */
  maxWorkers: {
    schema: workers(),
    description: 'number of encodes to run in parallel, 1 to 1024, or auto',
    default: 'auto',
    flag: '--max-workers <N|auto>',
    formerFlag: '--workers <N|auto>',
    reads: 'number',
    commands: [...makes, 'serve'],
    variable: 'VARIEGATE_MAX_WORKERS',
    formerVariable: 'VARIEGATE_WORKERS',
  },
  /**
   * Memory for encodes in parallel, of which one that needs more runs alone: a fraction above 0 up to 1, or bytes with unit
   * such as 6GiB. @default 0.8
   */
  memoryLimit: {
    schema: memoryLimit(),
    description:
      'memory for encodes in parallel, of which one that needs more runs alone: a fraction above 0 up to 1, or bytes with unit such as 6GiB',
    default: 0.8,
    flag: '--memory-limit <X>',
    commands: [...renders, 'bench', 'workers', 'serve'],
    variable: 'VARIEGATE_MEMORY_LIMIT',
  },
  /** Kill a render after this many seconds. @default max(300, 20 x the predicted time) */
  timeoutSeconds: {
    schema: above(0, 'seconds'),
    description: 'kill a render after this many seconds',
    defaultText: 'max(300, 20 x the predicted time)',
    flag: '--timeout <SECONDS>',
    reads: 'seconds',
    commands: [...renders, 'apply'],
    request: true,
  },
  /** Number of further attempts after a failure that may pass, 0 to 20. @default 2 */
  retries: {
    schema: whole(0, 20),
    description: 'number of further attempts after a failure that may pass, 0 to 20',
    default: 2,
    flag: '--retries <N>',
    reads: 'number',
    commands: renders,
    request: true,
  },
  /** Stop at the first variant that fails for good. @default false */
  failFast: {
    schema: onOff(),
    description: 'stop at the first variant that fails for good',
    default: false,
    flag: '--fail-fast',
    commands: makes,
    request: true,
  },
  /** Drop steps that this ffmpeg does not support (listed in the plan). @default false */
  skipMissing: {
    schema: onOff(),
    description: 'drop steps that this ffmpeg does not support (listed in the plan)',
    default: false,
    flag: '--skip-missing',
    commands: [...renders, 'plan', 'apply'],
    request: true,
  },
  /** List what would be rendered or skipped; write nothing. @default false */
  dryRun: {
    schema: onOff(),
    description: 'list what would be rendered or skipped; write nothing',
    default: false,
    flag: '--dry-run',
    commands: renders,
  },
  /**
   * Free disk space, in bytes, below which no render starts; variants fail after a minute without it.
   * @default 1 GiB, or a tenth of the file system where that is less
   */
  minFreeBytes: {
    schema: bytes(),
    description:
      'free disk space, in bytes, below which no render starts; variants fail after a minute without it',
    defaultText: '1GiB, or a tenth of a smaller disk',
    flag: '--min-free <SIZE>',
    reads: 'bytes',
    commands: [...renders, 'serve'],
    variable: 'VARIEGATE_MIN_FREE_BYTES',
  },
  /**
   * How the distance from the source is measured: fast (PDQ at one frame a second, and audio, in the verifying decode),
   * full (every frame, every measure, in decodes of its own) or off. @default 'fast'
   */
  measure: {
    schema: oneOf(['off', 'fast', 'full']),
    description:
      'how the distance from the source is measured: fast (PDQ at one frame a second, and audio, in the verifying decode), full (every frame, every measure, in decodes of its own) or off',
    default: 'fast',
    flag: '--measure <HOW>',
    commands: [...renders, 'bench'],
    request: true,
  },
  /** Render variants again that exist already. @default false */
  force: {
    schema: onOff(),
    description: 'render variants again that exist already',
    default: false,
    flag: '--force',
    commands: renders,
    request: true,
  },
  /** How existing variants are checked before they are skipped: checksum (size and SHA-256) or decode (as well). @default 'checksum' */
  verify: {
    schema: oneOf(['checksum', 'decode']),
    description:
      'how existing variants are checked before they are skipped: checksum (size and SHA-256) or decode (as well)',
    default: 'checksum',
    flag: '--verify <HOW>',
    commands: renders,
    request: true,
  },
  /** Path of the ffmpeg to use. @default the `VARIEGATE_FFMPEG` variable, else the one on the PATH */
  ffmpegPath: {
    schema: pathOf('the path of ffmpeg'),
    description: 'path of the ffmpeg to use',
    defaultText: 'VARIEGATE_FFMPEG, else the one on the PATH',
    flag: '--ffmpeg <PATH>',
    completes: 'file',
    commands: [
      ...[...renders, 'plan', 'apply', 'bench', 'serve', 'report', 'doctor', 'probe', 'measure'],
      ...(['match', 'evaluate'] as const),
    ],
    variable: 'VARIEGATE_FFMPEG',
  },
} as const satisfies Options;
