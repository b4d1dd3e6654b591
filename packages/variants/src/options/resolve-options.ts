import { randomUUID } from 'node:crypto';
import {
  type Container,
  catalogue,
  type EncodeSettings,
  encoders,
  layers,
  levels,
  muxers,
  type PlanTemplate,
  presets,
  strategyNames,
} from '@variegate/core-filters';
import { z } from 'zod';
import { OptionInvalidError } from '../errors.ts';
import type { SharedOptions } from './batch-options.ts';
import { resolveEncode } from './resolve-encode.ts';
import type { DrawingRunOptions } from './run-options.ts';

/** Most renders at a time. */
const maxWorkers = 1024;

/** Most variants of one input. */
const maxCount = 100_000;

const containers = Object.keys(muxers) as Container[];
const encoderNames = Object.keys(encoders) as EncodeSettings['encoder'][];
const catalogueNames: ReadonlySet<string> = new Set([...layers, ...catalogue.map(({ name }) => name)]);

const oneOf = <const Names extends readonly string[]>(names: Names) =>
  z.enum(names, { error: `one of ${names.join(', ')}` });
const whole = (lowest: number, highest: number) => {
  const error = `a whole number from ${lowest} to ${highest}`;
  return z.int({ error }).min(lowest, { error }).max(highest, { error });
};
const above = (lowest: number, unit: string) => {
  const error = `a number of ${unit} above ${lowest}`;
  return z.number({ error }).gt(lowest, { error });
};
const between = (lowest: number, highest: number) => {
  const error = `a number from ${lowest} to ${highest}`;
  return z.number({ error }).min(lowest, { error }).max(highest, { error });
};
const text = (error: string) => z.string({ error }).min(1, { error });
const onOff = () => z.boolean({ error: 'true or false' });
const listening = () => z.custom<never>(value => typeof value === 'function', { error: 'a function' });
const chain = () => {
  const isChain = (value: unknown): boolean => typeof value === 'object' && value !== null && 'draw' in value;
  return z.custom<PlanTemplate>(isChain, { error: 'a chain that definePlan made' });
};
const signal = () => z.instanceof(AbortSignal, { error: 'an AbortSignal' });
const selection = () => {
  const error = `any of ${[...catalogueNames].join(', ')}`;
  return z.array(
    z.string({ error }).refine(name => catalogueNames.has(name), { error }),
    { error },
  );
};

const schema = z.strictObject({
  outDir: text('the path of a folder'),
  count: whole(1, maxCount),
  strategy: oneOf(strategyNames).optional(),
  chain: chain().optional(),
  level: oneOf(levels).default('medium'),
  seed: whole(0, Number.MAX_SAFE_INTEGER).default(0),
  only: selection().optional(),
  exclude: selection().default([]),
  controls: whole(0, maxCount).default(0),
  skipMissing: onOff().default(false),
  qualityFloor: between(0, 1).default(0.9),
  encoder: oneOf(encoderNames).optional(),
  preset: oneOf(presets).optional(),
  crf: between(0, 63).optional(),
  format: oneOf(containers).optional(),
  threads: whole(1, 64).default(1),
  provenance: onOff().default(true),
  plainGraph: onOff().default(false),
  maxWorkers: z
    .custom<number | 'auto'>(value => value === 'auto' || whole(1, maxWorkers).safeParse(value).success, {
      error: `auto or a whole number from 1 to ${maxWorkers}`,
    })
    .default('auto'),
  memoryLimit: z
    .union([z.number(), z.string()], { error: 'a fraction or a size, such as 0.8 or 6GiB' })
    .default(0.8),
  timeoutSeconds: above(0, 'seconds').optional(),
  retries: whole(0, 20).default(2),
  failFast: onOff().default(false),
  minFreeBytes: z
    .number({ error: 'a number of bytes' })
    .min(0, { error: 'a number of bytes, 0 or more' })
    .optional(),
  maxDurationSeconds: above(0, 'seconds').default(21_600),
  maxPixels: whole(1, 1_073_741_824).default(35_389_440),
  maxStreams: whole(1, 1000).default(32),
  maxFps: above(0, 'frames per second').default(240),
  allowVariants: onOff().default(false),
  measure: oneOf(['off', 'fast', 'full']).default('fast'),
  force: onOff().default(false),
  verify: oneOf(['checksum', 'decode']).default('checksum'),
  dryRun: onOff().default(false),
  assets: text('the path of a folder').optional(),
  ffmpegPath: text('the path of ffmpeg').optional(),
  cacheFolder: text('the path of a folder').optional(),
  batchId: z
    .string()
    .regex(/^[\w.:-]{1,128}$/, { error: '1 to 128 letters, digits, and any of . : - _' })
    .default(() => randomUUID()),
  onProgress: listening().optional(),
  onEvent: listening().optional(),
  drainSignal: signal().optional(),
  signal: signal().optional(),
});

/**
 * Checks the options of a run and fills in every default.
 *
 * @throws {VARIANTS_OPTION_INVALID} at the first option that is unknown or outside what it may be.
 */
export function resolveOptions(options: SharedOptions & { readonly count: number }): DrawingRunOptions {
  const parsed = schema.safeParse(withoutUndefined(options));
  if (!parsed.success) throw invalid(options, parsed.error);
  const { data } = parsed;
  if (data.chain !== undefined && data.strategy !== undefined)
    throw new OptionInvalidError('strategy', 'absent where there is a chain', data.strategy);
  return {
    outDir: data.outDir,
    batchId: data.batchId,
    drawing: {
      strategy: data.chain === undefined ? (data.strategy ?? 'standard') : 'custom',
      level: data.level,
      seed: data.seed,
      count: data.count,
      only: data.only ?? null,
      exclude: data.exclude,
      controls: data.controls,
      qualityFloor: data.qualityFloor,
    },
    chain: data.chain ?? null,
    settings: {
      encode: resolveEncode(data),
      provenance: data.provenance,
      plainGraph: data.plainGraph,
    },
    limits: {
      maxDurationSeconds: data.maxDurationSeconds,
      maxPixels: data.maxPixels,
      maxStreams: data.maxStreams,
      maxFps: data.maxFps,
    },
    maxWorkers: data.maxWorkers,
    memoryLimit: data.memoryLimit,
    timeoutSeconds: data.timeoutSeconds ?? null,
    retries: data.retries,
    failFast: data.failFast,
    minFreeBytes: data.minFreeBytes ?? null,
    allowVariants: data.allowVariants,
    measure: data.measure,
    skipMissing: data.skipMissing,
    dryRun: data.dryRun,
    force: data.force,
    verify: data.verify,
    assetsFolder: data.assets ?? null,
    ffmpegPath: data.ffmpegPath ?? null,
    cacheFolder: data.cacheFolder ?? null,
  };
}

function withoutUndefined(options: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function invalid(options: object, error: z.ZodError): OptionInvalidError {
  const [issue] = error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const known = Object.keys(schema.shape).join(', ');
    return new OptionInvalidError(`The option ${issue.keys[0]}`, `one of ${known}`, issue.keys[0]);
  }
  const [name, ...rest] = issue?.path ?? [];
  const given = (options as Record<string, unknown>)[String(name)];
  const value = Array.isArray(given) ? given[Number(rest[0])] : given;
  return new OptionInvalidError(String(name), issue?.message ?? 'something else', value);
}
