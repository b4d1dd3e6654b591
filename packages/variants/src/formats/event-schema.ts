import { hardwareEncoderNames, levelSchema } from '@variegate/core-filters';
import { z } from 'zod';
import type { VariantResult } from '../events/summary.ts';
import type { VariegateEvent } from '../events/variegate-event.ts';
import { digestSchema as digest, recipeIdentitySchema, seriesSchema } from '../job/parse-job.ts';
import { targetSchema } from '../job/target-schemas.ts';
import { variantKinds } from '../job/variant-slot.ts';
import { similaritySchema, variantErrorSchema } from '../records/parse-record.ts';

// Later versions may add fields; readers leave out what they do not know.
const count = z.int().min(0);
const seconds = z.number().min(0);
const encoder = z.enum(['libx264', 'libvpx-vp9', ...hardwareEncoderNames]);
const kind = z.enum(variantKinds);
const series = z.exactOptional(seriesSchema);

/** When it happened, ISO 8601. */
const at = z.iso.datetime();

/** The variant that an event is about. */
const variant = {
  at,
  id: digest,
  kind,
  index: z.int().min(1),
  series,
  source: z.string(),
  output: z.string(),
};

const figures = {
  processingSeconds: seconds.nullable(),
  renderCpuSeconds: seconds.nullable(),
  peakMemoryBytes: count.nullable(),
};

const ofTarget = {
  target: z.exactOptional(targetSchema),
  targetMet: z.exactOptional(z.boolean()),
  searchCpuSeconds: z.exactOptional(seconds),
};

const resultSchema: z.ZodType<VariantResult> = z.object({
  ...{ id: digest.nullable(), kind, index: z.int().min(1), series, source: z.string() },
  status: z.enum(['succeeded', 'failed', 'skipped', 'cancelled']),
  output: z.string().nullable(),
  renamedFrom: z.exactOptional(z.string()),
  bytes: count.nullable(),
  ...figures,
  cpuSampled: z.boolean(),
  attempts: count,
  planDigest: digest.nullable(),
  similarity: similaritySchema.nullable(),
  ...ofTarget,
  error: variantErrorSchema.nullable(),
});

/** A line of `--json` of a run, by its type. */
export const eventSchema: z.ZodType<VariegateEvent> = z.discriminatedUnion('type', [
  z.object({
    ...{ type: z.literal('batch-planned'), at, batchId: z.string(), outDir: z.string() },
    ...{ strategy: z.string(), seed: count, level: z.union([levelSchema, z.array(levelSchema)]) },
    ...{ inputs: count, requested: count, workers: z.int().min(1) },
  }),
  z.object({
    ...{ type: z.literal('encoder-unavailable'), at, wanted: encoder, used: encoder, reason: z.string() },
  }),
  z.object({ type: z.literal('ffmpeg-untested'), at, version: z.string(), newestTested: z.string() }),
  z.object({
    ...{ type: z.literal('input-hashing'), at, source: z.string(), hashedBytes: count, totalBytes: count },
  }),
  z.object({
    ...{ type: z.literal('memory-limit-exceeded'), at },
    ...{ limitBytes: count, variants: count, largestEstimateBytes: count },
  }),
  z.object({ type: z.literal('input-unusable'), at, source: z.string(), error: variantErrorSchema }),
  z.object({
    ...{ type: z.literal('variants-left-out'), at, source: z.string() },
    transformations: z.array(z.object({ name: z.string(), variants: count, reason: z.string() })),
  }),
  z.object({
    ...{ type: z.literal('variant-planned'), ...variant, planDigest: digest, steps: z.array(z.string()) },
    estimate: z.object({ memoryBytes: z.number(), cpuSeconds: z.number(), threads: z.int() }),
  }),
  z.object({ type: z.literal('variant-started'), ...variant, attempt: z.int().min(1) }),
  z.object({
    ...{ type: z.literal('variant-progress'), ...variant, percent: z.number().min(0).max(100) },
    ...{ speed: z.number().nullable(), etaSeconds: z.number().nullable() },
  }),
  z.object({
    ...{ type: z.literal('variant-retrying'), ...variant },
    ...{ attempt: z.int().min(1), delaySeconds: seconds, error: variantErrorSchema },
  }),
  z.object({
    ...{ type: z.literal('variant-succeeded'), ...variant, level: levelSchema },
    recipe: z.exactOptional(recipeIdentitySchema),
    ...ofTarget,
    ...{ bytes: count, ...figures, attempts: count, similarity: similaritySchema.nullable() },
  }),
  z.object({
    ...{ type: z.literal('variant-failed'), at, id: digest.nullable(), kind, index: z.int().min(1), series },
    ...{ source: z.string(), attempts: count, error: variantErrorSchema },
  }),
  z.object({
    ...{ type: z.literal('variant-skipped'), ...variant, bytes: count },
    renamedFrom: z.exactOptional(z.string()),
  }),
  z.object({
    ...{ type: z.literal('admission'), at, running: count, queued: count, reservedBytes: z.number() },
    ...{ usedBytes: z.number(), budgetBytes: z.number(), reason: z.string() },
  }),
  z.object({
    ...{ type: z.literal('summary'), at, batchId: z.string(), outDir: z.string() },
    ...{ strategy: z.string(), seed: count, requested: count, succeeded: count, failed: count },
    ...{ skipped: count, renamed: count, cancelled: count, targetsMissed: z.exactOptional(count) },
    ...{ wallSeconds: seconds, cpuSeconds: seconds, renderCpuSeconds: seconds },
    searchCpuSeconds: z.exactOptional(seconds),
    ...{ peakMemoryBytes: count, workers: z.int().min(1) },
    variants: z.exactOptional(z.array(resultSchema)),
    variantsOmitted: z.exactOptional(count),
    duplicates: z.array(z.object({ source: z.string(), duplicateOf: z.string() })),
    resultsError: variantErrorSchema.nullable(),
  }),
]);
