import { hardwareEncoderNames, type Plan, parsePlan, presets } from '@variegate/core-filters';
import type { Similarity } from '@variegate/inspect';
import { z } from 'zod';
import { variantKinds } from '../planning/variant-slot.ts';
import { searchReportSchema } from '../search/search-report-schema.ts';
import {
  type FailedRecord,
  type RecordMeasures,
  recordFormatVersion,
  type SucceededRecord,
  type VariantRecord,
} from './variant-record.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/, '64 lower-case hex digits');
const seconds = z.number().min(0);
const count = z.int().min(0);

const planSchema = z.unknown().transform((value, context): Plan => {
  try {
    return parsePlan(value);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    return z.NEVER;
  }
});

const settingsSchema = z.strictObject({
  encode: z.discriminatedUnion('encoder', [
    z.strictObject({
      encoder: z.literal('libx264'),
      preset: z.enum(presets),
      crf: z.number(),
      container: z.enum(['mp4', 'mkv', 'mov']),
      threads: z.int().min(1),
    }),
    z.strictObject({
      encoder: z.literal('libvpx-vp9'),
      crf: z.int(),
      container: z.literal('webm'),
      threads: z.int().min(1),
    }),
    z.strictObject({
      encoder: z.enum(hardwareEncoderNames),
      crf: z.int(),
      container: z.enum(['mp4', 'mkv', 'mov']),
      threads: z.int().min(1),
    }),
  ]),
  provenance: z.boolean(),
  plainGraph: z.boolean(),
});

const retrySchema = z.strictObject({
  kind: z.enum(['never', 'now', 'after', 'more-memory', 'when-space']),
  afterMs: z.exactOptional(z.number().min(0)),
  atMost: z.exactOptional(count),
});

const runSchema = z.strictObject({
  finishedAt: z.string(),
  processingSeconds: seconds.nullable(),
  renderCpuSeconds: seconds.nullable(),
  cpuSampled: z.boolean(),
  peakMemoryBytes: count.nullable(),
  attempts: z.int().min(1),
  ffmpegVersion: z.string(),
  error: z.strictObject({ code: z.string(), message: z.string(), retry: retrySchema }).nullable(),
});

const similaritySchema: z.ZodType<Similarity> = z.strictObject({
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

// Written for people and reports: what a later version adds to a measure makes a variant no less finished.
const measuresSchema = z.custom<RecordMeasures>(
  value => typeof value === 'object' && value !== null && 'quality' in value && 'unavailable' in value,
);

const base = {
  formatVersion: z.literal(recordFormatVersion),
  id: digest,
  // Records from before there were other kinds do not say.
  kind: z.enum(variantKinds).default('variant'),
  index: z.int().min(1),
  source: z.strictObject({ fingerprint: digest, stem: z.string(), file: z.string() }),
  plan: planSchema,
  planDigest: digest,
  search: z.exactOptional(searchReportSchema),
  settings: settingsSchema,
  run: runSchema,
};

const succeededSchema: z.ZodType<SucceededRecord> = z.strictObject({
  ...base,
  status: z.literal('succeeded'),
  output: z.string().regex(/^[^/\\\0]+$/, 'a file name without folder'),
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
});

const failedSchema: z.ZodType<FailedRecord> = z.strictObject({ ...base, status: z.literal('failed') });

/**
 * Reads the text of a record; `null` when it is no record of this version, so that the variant counts as not there
 * and is rendered again.
 */
export function parseRecord(text: string): VariantRecord | null {
  try {
    const value: unknown = JSON.parse(text);
    const failed = failedSchema.safeParse(value);
    return failed.success ? failed.data : (succeededSchema.safeParse(value).data ?? null);
  } catch {
    return null;
  }
}
