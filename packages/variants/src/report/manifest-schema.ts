import { levelSchema } from '@variegate/core-filters';
import { z } from 'zod';
import { outputPathPattern } from '../job/output-name.ts';
import { normalizationSchema } from '../job/parse-job.ts';

// Later versions may add fields; a report reads the ones it knows.
const seconds = z.number().min(0);
const bytes = z.number().min(0);
const error = z.object({ code: z.string(), message: z.string() });

/** `options`. */
const optionsSchema = z.object({
  strategy: z.string(),
  level: z.union([levelSchema, z.array(levelSchema)]),
  seed: z.number(),
  settings: z.object({ normalization: normalizationSchema.default({}) }),
});

/** The figures of `run`. */
const runSchema = z.object({
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

/** One of `sources`. */
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
        // Manifests of versions before 0.1 lack it.
        fieldOrder: z.enum(['progressive', 'top-first', 'bottom-first']).default('progressive'),
        pixelFormat: z.string(),
        colorRange: z.enum(['limited', 'full']),
        colorSpace: z.string(),
        colorTransfer: z.string(),
        colorPrimaries: z.string(),
        highDynamicRange: z.boolean(),
      }),
    })
    .optional(),
});

/** One of `sources` in `run`. */
export const sourceOfRunSchema = z.object({ path: z.string(), error: error.optional() });

const similarity = z.object({
  pdq: z.object({
    alignedDistance: z.number().nullable(),
    matchedFramesPercent: z.number().nullable(),
  }),
  audio: z.object({ bitError: z.number() }).nullable(),
});

/** One of `variants`. */
export const variantSchema = z.object({
  id: z.string().regex(/^[0-9a-f]{64}$/),
  index: z.number(),
  kind: z.string().optional(),
  series: z.string().optional(),
  source: z.string(),
  status: z.string(),
  plan: z.object({
    steps: z.array(z.object({ name: z.string(), params: z.record(z.string(), z.unknown()) })),
  }),
  // A path in the folder: a manifest from elsewhere must not point out of its folder.
  output: z.string().regex(outputPathPattern).optional(),
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

/** One of `variants` in `run`. */
export const variantOfRunSchema = z.object({
  processingSeconds: seconds.nullable(),
  renderCpuSeconds: seconds.nullable(),
  peakMemoryBytes: bytes.nullable(),
  attempts: z.number(),
  error: error.nullable(),
});

/** A whole `manifest.json`. Variants are checked when they are looked at: a report shows few of very many. */
export const manifestSchema = z.object({
  formatVersion: z.literal(1),
  options: optionsSchema,
  sources: z.array(sourceSchema),
  variants: z.array(z.looseObject({ status: z.string() })),
  run: z.object({
    ...runSchema.shape,
    sources: z.array(sourceOfRunSchema),
    variants: z.array(z.unknown()),
  }),
});
