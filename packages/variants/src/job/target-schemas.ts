import type { Target, TargetFigures } from '@variegate/core-filters';
import { z } from 'zod';
import { sampleFactsSchema } from './search-report-schema.ts';
import type { TargetReport } from './target-report.ts';

const band = (highest: number) =>
  z.exactOptional(
    z
      .strictObject({ from: z.number().min(0), to: z.number().max(highest) })
      .refine(({ from, to }) => from <= to),
  );

/** What a finished variant shall measure. */
export const targetSchema: z.ZodType<Target> = z
  .strictObject({ distance: band(256), match: band(100), ssim: band(1) })
  .refine(target => Object.keys(target).length > 0);

const figure = z.exactOptional(z.number().nullable());
const figures: z.ZodType<TargetFigures> = z.strictObject({ distance: figure, match: figure, ssim: figure });
const number = z.int().min(1);

/** What a report of a search for a target is, as records and saved searches hold it. */
export const targetReportSchema: z.ZodType<TargetReport> = z.strictObject({
  samples: sampleFactsSchema,
  candidates: z
    .array(
      z.strictObject({
        ...{ number, draw: number, ease: z.int(), strength: z.number().min(0).max(1) },
        ...{ scores: figures.nullable(), error: z.string().nullable() },
      }),
    )
    .min(1),
  chosen: number.nullable(),
  renders: z.array(z.strictObject({ candidate: number.nullable(), figures })),
});
