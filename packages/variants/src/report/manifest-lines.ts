import { z } from 'zod';
import type { ReportedOptions, ReportedRun } from './finished-folder.ts';

// Later versions may add fields; a report reads the ones it knows.
const seconds = z.number().min(0);
const bytes = z.number().min(0);
const error = z.object({ code: z.string(), message: z.string() });

/** The line `"options"`. */
export const optionsSchema: z.ZodType<ReportedOptions> = z.object({
  strategy: z.string(),
  level: z.string(),
  seed: z.number(),
});

/** The line `"run"`. */
export const runSchema: z.ZodType<ReportedRun> = z.object({
  requested: z.number(),
  succeeded: z.number(),
  failed: z.number(),
  skipped: z.number(),
  cancelled: z.number(),
  wallSeconds: seconds,
  renderCpuSeconds: seconds,
  peakMemoryBytes: bytes,
  workers: z.number(),
  finishedAt: z.string(),
  versions: z.record(z.string(), z.string()),
});

/** A line of `"sources"`. */
export const sourceSchema = z.object({
  file: z.string(),
  fingerprint: z.string().optional(),
  facts: z
    .object({
      durationSeconds: seconds,
      video: z.object({
        width: z.number(),
        height: z.number(),
        startSeconds: z.number(),
        frameRate: z.object({ numerator: z.number().positive(), denominator: z.number().positive() }),
      }),
    })
    .optional(),
});

/** A line of `"sources"` in `"run"`. */
export const sourceOfRunSchema = z.object({ path: z.string(), error: error.optional() });

const similarity = z.object({
  pdq: z.object({
    alignedDistance: z.number().nullable(),
    matchedFramesPercent: z.number().nullable(),
  }),
  audio: z.object({ bitError: z.number() }).nullable(),
});

/** A line of `"variants"`. */
export const variantSchema = z.object({
  id: z.string().regex(/^[0-9a-f]{64}$/),
  index: z.number(),
  kind: z.string().optional(),
  source: z.string(),
  status: z.string(),
  plan: z.object({
    steps: z.array(z.object({ name: z.string(), params: z.record(z.string(), z.unknown()) })),
  }),
  // A plain name: a manifest from elsewhere must not point out of its folder.
  output: z
    .string()
    .regex(/^[^/\\\0]+$/)
    .optional(),
  bytes: bytes.optional(),
  media: z
    .object({ durationSeconds: seconds, frameCount: z.number(), width: z.number(), height: z.number() })
    .optional(),
  segments: z
    .array(
      z.object({
        variantStart: seconds,
        variantEnd: seconds,
        sourceStart: seconds,
        sourceEnd: seconds,
        direction: z.literal([1, -1]),
      }),
    )
    .optional(),
  similarity: similarity.nullish(),
  // Only where every measure was taken.
  measures: z
    .object({ quality: z.object({ ssim: z.object({ all: z.number() }).nullable() }).nullable() })
    .optional(),
});

/** A line of `"variants"` in `"run"`. */
export const variantOfRunSchema = z.object({
  processingSeconds: seconds.nullable(),
  renderCpuSeconds: seconds.nullable(),
  peakMemoryBytes: bytes.nullable(),
  attempts: z.number(),
  error: error.nullable(),
});
