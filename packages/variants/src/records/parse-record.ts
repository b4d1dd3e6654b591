import { levelSchema } from '@variegate/core-filters';
import type { Retry } from '@variegate/ground';
import type { Similarity } from '@variegate/inspect';
import { z } from 'zod';
import { outputPathPattern } from '../job/output-name.ts';
import {
  digestSchema as digest,
  planSchema,
  recipeIdentitySchema,
  seriesSchema,
  settingsSchema,
} from '../job/parse-job.ts';
import { searchReportSchema } from '../job/search-report-schema.ts';
import { targetReportSchema, targetSchema } from '../job/target-schemas.ts';
import { variantKinds } from '../job/variant-slot.ts';
import {
  type FailedRecord,
  type RecordMeasures,
  recordFormatVersion,
  type SucceededRecord,
  type VariantError,
  type VariantRecord,
} from './variant-record.ts';

const seconds = z.number().min(0);
const count = z.int().min(0);
const fileName = z.string().regex(outputPathPattern, 'a path in the output folder');

const retrySchema: z.ZodType<Retry> = z.strictObject({
  kind: z.enum(['never', 'now', 'after', 'more-memory', 'when-space']),
  afterMs: z.exactOptional(z.number().min(0)),
  atMost: z.exactOptional(count),
});

/** A failure as data. */
export const variantErrorSchema: z.ZodType<VariantError> = z.strictObject({
  code: z.string(),
  message: z.string(),
  retry: retrySchema,
});

const runSchema = z.strictObject({
  finishedAt: z.string(),
  processingSeconds: seconds.nullable(),
  renderCpuSeconds: seconds.nullable(),
  cpuSampled: z.boolean(),
  searchCpuSeconds: z.exactOptional(seconds),
  peakMemoryBytes: count.nullable(),
  attempts: z.int().min(1),
  ffmpegVersion: z.string(),
  runId: z.exactOptional(z.string()),
  renamed: z.exactOptional(z.strictObject({ from: fileName, runId: z.string() })),
  error: variantErrorSchema.nullable(),
});

/** How far a variant is from its source. */
export const similaritySchema: z.ZodType<Similarity> = z.strictObject({
  pdq: z.strictObject({
    version: z.string(),
    alignedDistance: z.number().min(0).max(256).nullable(),
    pairedFrames: count,
    matchedFramesPercent: z.number().min(0).max(100).nullable(),
    consideredFrames: count,
    thresholds: z.strictObject({ matchWithinBits: count, minQuality: count }),
  }),
  audio: z
    .strictObject({
      version: z.string(),
      bitError: z.number().min(0).max(32),
      shiftSeconds: z.number(),
      comparedWords: count,
      thresholds: z.strictObject({ largestShiftSeconds: seconds }),
    })
    .nullable(),
});

// Written for readers and reports: what a later version adds to a measure makes a variant no less finished.
const measuresSchema = z.custom<RecordMeasures>(
  value => typeof value === 'object' && value !== null && 'quality' in value && 'unavailable' in value,
);

const base = {
  formatVersion: z.literal(recordFormatVersion),
  id: digest,
  // Records from before there were other kinds do not say.
  kind: z.enum(variantKinds).default('variant'),
  index: z.int().min(1),
  series: z.exactOptional(seriesSchema),
  // Records of earlier versions say it in the plan alone.
  level: z.exactOptional(levelSchema),
  recipe: z.exactOptional(recipeIdentitySchema),
  source: z.strictObject({ fingerprint: digest, stem: z.string(), file: z.string() }),
  plan: planSchema,
  planDigest: digest,
  search: z.exactOptional(searchReportSchema),
  target: z.exactOptional(targetSchema),
  settings: settingsSchema,
  run: runSchema,
};

const succeededSchema: z.ZodType<SucceededRecord> = z.strictObject({
  ...base,
  status: z.literal('succeeded'),
  output: fileName,
  bytes: z.int().min(1),
  sha256: digest,
  media: z.strictObject({
    durationSeconds: seconds,
    frameCount: count,
    width: z.int().min(1),
    height: z.int().min(1),
    hasAudio: z.boolean(),
  }),
  segments: z.array(
    z.strictObject({
      variantStart: seconds,
      variantEnd: seconds,
      sourceStart: seconds,
      sourceEnd: seconds,
      direction: z.literal([1, -1]),
    }),
  ),
  similarity: similaritySchema.nullable(),
  measures: z.exactOptional(measuresSchema),
  targetMet: z.exactOptional(z.boolean()),
  targetSearch: z.exactOptional(targetReportSchema),
});

const failedSchema: z.ZodType<FailedRecord> = z.strictObject({ ...base, status: z.literal('failed') });

/** What a record is. */
export const recordSchema: z.ZodType<VariantRecord> = z.union([failedSchema, succeededSchema]);

/**
 * Reads the text of a record; `null` when it is not a record of this version, so that the variant counts as missing
 * and is rendered again.
 */
export function parseRecord(text: string): VariantRecord | null {
  try {
    const value: unknown = JSON.parse(text);
    return recordSchema.safeParse(value).data ?? null;
  } catch {
    return null;
  }
}
