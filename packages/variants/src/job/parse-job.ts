import {
  hardwareEncoderNames,
  type MediaFacts,
  type Plan,
  parseRecordedPlan,
  presets,
} from '@variegate/core-filters';
import { z } from 'zod';
import type { RenderSettings } from './render-settings.ts';
import { searchReportSchema } from './search-report-schema.ts';
import { targetReportSchema, targetSchema } from './target-schemas.ts';
import { type JobRequest, makeJob, type VariantJob } from './variant-job.ts';
import { variantKinds } from './variant-slot.ts';

/** A digest as this tool writes it: 64 lower-case hex digits. */
export const digestSchema = z.string().regex(/^[0-9a-f]{64}$/, '64 lower-case hex digits');

/** A plan, checked by its own package, whose JSON Schema lies beside those that refer to it. */
export const planSchema = z
  .unknown()
  .transform((value, context): Plan => {
    try {
      return parseRecordedPlan(value);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  })
  .meta({ $ref: 'plan.schema.json' });

/** The name of a series, which stands in file names. */
export const seriesSchema = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,99}$/);

/** Which recipe a plan was drawn by. */
export const recipeIdentitySchema = z.strictObject({ name: z.string(), digest: digestSchema });

/** How a source is normalised, where that is not as usual. */
export const normalizationSchema = z.strictObject({
  deinterlace: z.exactOptional(z.literal('off')),
  alphaColour: z.exactOptional(z.string().regex(/^[0-9a-f]{6}$/)),
});

/** What changes the bytes of a variant besides source and plan. */
export const settingsSchema: z.ZodType<RenderSettings> = z.strictObject({
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
  normalization: z.exactOptional(normalizationSchema),
});

const seconds = z.number();
const rational = z.strictObject({ numerator: z.int(), denominator: z.int().min(1) });

/** The facts of a source, as `probe` found them. */
const factsSchema: z.ZodType<MediaFacts> = z.strictObject({
  durationSeconds: seconds,
  video: z.strictObject({
    codec: z.string(),
    width: z.int().min(1),
    height: z.int().min(1),
    sampleAspectRatio: rational,
    frameRate: rational,
    variableFrameRate: z.boolean(),
    frameCount: z.int().min(1),
    // Facts that were stored by versions before 0.1 lack the two.
    heldSeconds: z.number().min(0).default(0),
    fieldOrder: z.enum(['progressive', 'top-first', 'bottom-first']).default('progressive'),
    pixelFormat: z.string(),
    bitDepth: z.int().min(1),
    rotationDegrees: z.literal([0, 90, 180, 270]),
    colorRange: z.enum(['limited', 'full']),
    colorSpace: z.string(),
    colorTransfer: z.string(),
    colorPrimaries: z.string(),
    // Facts that were stored by versions before 0.1 lack it; it is `left` in nearly all files.
    chromaLocation: z.string().default('left'),
    highDynamicRange: z.boolean(),
    startSeconds: seconds,
  }),
  audio: z
    .strictObject({
      codec: z.string(),
      channels: z.int().min(1),
      sampleRate: z.int().min(1),
      durationSeconds: seconds,
      startSeconds: seconds,
    })
    .nullable(),
});

const jobSchema: z.ZodType<JobRequest> = z.object({
  source: z.strictObject({
    path: z.string().min(1),
    file: z.string().min(1),
    stem: z.string().min(1),
    fingerprint: digestSchema,
    facts: factsSchema,
    role: z.enum(['reference', 'distractor']),
  }),
  plan: planSchema,
  settings: settingsSchema,
  kind: z.enum(variantKinds),
  series: z.exactOptional(seriesSchema),
  recipe: z.exactOptional(recipeIdentitySchema),
  search: z.exactOptional(searchReportSchema),
  target: z.exactOptional(targetSchema),
  targetSearch: z.exactOptional(targetReportSchema),
  searchCpuSeconds: z.exactOptional(z.number().min(0)),
});

/**
 * Makes a job again of what was stored of it. Everything that follows from source, plan and settings is computed again.
 *
 * @returns `null` where it is not a stored job.
 */
export function parseJob(value: unknown): VariantJob | null {
  const { data } = jobSchema.safeParse(value);
  return data === undefined ? null : makeJob(data);
}
