import { z } from 'zod';
import type { SampleFacts, SearchReport } from './search-report.ts';

const pixels = z.int().min(1);
const bits = z.number().min(0).max(256);

/** What candidates were measured on. */
export const sampleFactsSchema: z.ZodType<SampleFacts | null> = z
  .strictObject({
    frames: z.int().min(1),
    atSeconds: z.array(z.number().min(0)),
    width: pixels,
    height: pixels,
  })
  .nullable();

/** What a search report is, as records and saved searches hold it. */
export const searchReportSchema: z.ZodType<SearchReport> = z.strictObject({
  qualityFloor: z.number().min(0).max(1),
  keepsFloor: z.boolean(),
  chosen: z.int().min(1).nullable(),
  samples: sampleFactsSchema,
  candidates: z
    .array(
      z.strictObject({
        number: z.int().min(1),
        steps: z.array(z.strictObject({ name: z.string(), params: z.record(z.string(), z.unknown()) })),
        scores: z.strictObject({ ssim: z.number(), alignedDistance: bits, nearestDistance: bits }).nullable(),
        error: z.string().nullable(),
      }),
    )
    .min(1),
});
