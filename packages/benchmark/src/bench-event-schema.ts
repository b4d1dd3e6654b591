import { levelSchema } from '@variegate/core-filters';
import { z } from 'zod';
import { baselineNames } from './baselines/baseline.ts';
import type { BenchEvent } from './events.ts';

const seconds = z.number().nonnegative();
const cores = z.number().nonnegative();
const bytes = z.number().nonnegative();
const count = z.int().positive();
const at = z.iso.datetime();
const spread = z.strictObject({
  median: z.number().nonnegative(),
  lowest: z.number().nonnegative(),
  highest: z.number().nonnegative(),
});

const run = {
  kind: z.enum(['configuration', 'baseline']),
  name: z.string(),
  workers: count,
  threads: count.nullable(),
  round: count,
  wallSeconds: seconds,
  cpuSeconds: seconds,
  peakMemoryBytes: bytes,
  renderPeakBytes: bytes.nullable(),
  busyCores: cores,
  shareDone: z.number().gt(0).max(1),
};

const environment = z.strictObject({
  at,
  machine: z.strictObject({
    platform: z.string(),
    architecture: z.string(),
    processor: z.string(),
    cores: count,
    memoryBytes: bytes,
  }),
  versions: z.strictObject({ variegate: z.string(), node: z.string(), ffmpeg: z.string() }),
  load: z.array(z.number().nonnegative()),
  busyCores: cores,
  warning: z.string().nullable(),
});

const work = z.strictObject({
  input: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  width: count,
  height: count,
  durationSeconds: seconds,
  frameCount: count,
  variants: count,
  strategy: z.string(),
  level: levelSchema,
  seed: z.int().nonnegative(),
  preset: z.string().nullable(),
});

const configuration = z.strictObject({
  name: z.string(),
  workers: count,
  threads: count,
  wallSeconds: spread,
  cpuSeconds: spread,
  peakMemoryBytes: spread,
  renderPeakBytes: bytes,
  variantsPerMinute: z.number().positive(),
  speedUp: z.number().positive().nullable(),
  limitSeconds: seconds,
  overLimit: z.number().positive(),
});

const baseline = z.strictObject({
  name: z.enum(baselineNames),
  title: z.string(),
  unavailable: z.string().nullable(),
  wallSeconds: seconds.nullable(),
  cpuSeconds: seconds.nullable(),
  shareDone: z.number().gt(0).max(1).nullable(),
  oursOverBaseline: z.number().positive().nullable(),
});

/** Everything that `variegate bench --json` writes, a line each. */
export const benchEventSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('bench-planned'),
    at,
    configurations: z.array(z.string()),
    baselines: z.array(z.string()),
    runs: count,
    variants: count,
  }),
  z.strictObject({ type: z.literal('bench-warmed-up'), at, wallSeconds: seconds }),
  z.strictObject({ type: z.literal('machine-busy'), at, busyCores: cores, message: z.string() }),
  z.strictObject({ type: z.literal('bench-run'), at, ...run }),
  z.strictObject({
    type: z.literal('summary'),
    at,
    formatVersion: z.literal(1),
    environment,
    work,
    configurations: z.array(configuration).min(1),
    baselines: z.array(baseline),
    recommendation: z.strictObject({ workers: count, threads: count, reasons: z.array(z.string()).min(1) }),
    recommendedWorkers: count,
    recommendedThreads: count,
    bestSeconds: seconds,
    runs: z.array(z.strictObject(run)).min(1),
    busy: z.boolean(),
    savedTo: z.string().nullable(),
  }),
]) satisfies z.ZodType<BenchEvent>;

/**
 * Reads one line of what `variegate bench --json` has written.
 *
 * @throws {z.ZodError} with the path of the first field that is not as documented.
 */
export function parseBenchEvent(line: string): BenchEvent {
  return benchEventSchema.parse(JSON.parse(line));
}
