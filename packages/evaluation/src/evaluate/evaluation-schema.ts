import { z } from 'zod';
import { dimensions, type Evaluation, evaluationFormatVersion } from './evaluation.ts';

const share = z.number().min(0).max(1);
const count = z.int().nonnegative();
const estimate = z.strictObject({
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
const segmentQuality = z.strictObject({ precision: share, recall: share, f1: share });

/** What `variegate evaluate --json` writes: the evaluation, then the summary. */
export const evaluationLineSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('evaluation'),
    formatVersion: z.literal(evaluationFormatVersion),
    headline: z.string(),
    breaksOn: z.array(z.string()),
    set: z.strictObject({ queries: count, pairs: count, sources: count }),
    predictions: z.strictObject({ rows: count, pairs: count, hasTimes: z.boolean() }),
    operatingPoint: z.strictObject({
      wantedPrecision: share,
      threshold: z.number().nullable(),
      precision: share.nullable(),
    }),
    measures: z.strictObject({
      segmentAp: estimate.nullable(),
      pairMicroAp: estimate,
      recallAtPrecision: estimate,
      disc21MicroAp: share,
      vcsl: segmentQuality.nullable(),
      vcslAtPoint: segmentQuality.nullable(),
    }),
    curve: z.array(z.strictObject({ threshold: z.number(), precision: share, recall: share })).max(200),
    groups: z.array(
      z.strictObject({
        dimension: z.enum(dimensions),
        value: z.string(),
        queries: count,
        pairs: count,
        found: count,
        recall: estimate.nullable(),
        pairMicroAp: estimate.nullable(),
        segmentAp: estimate.nullable(),
      }),
    ),
    contrasts: z.array(
      z.strictObject({
        transformation: z.string(),
        layer: z.string().nullable(),
        variants: count,
        recallWith: share,
        difference: estimate.nullable(),
        own: estimate.nullable(),
        chance: share.nullable(),
      }),
    ),
    falseAlarms: z.strictObject({ queries: count, alarms: count, rate: estimate }).nullable(),
    missed: z.strictObject({
      count,
      hardest: z
        .array(
          z.strictObject({
            queryId: z.string(),
            refId: z.string(),
            score: z.number().nullable(),
            variantId: z.string().nullable(),
            distance: z.number().nullable(),
            steps: z.array(z.string()),
          }),
        )
        .max(100),
    }),
  }),
  z.strictObject({ type: z.literal('summary'), evaluations: z.literal(1) }),
]) satisfies z.ZodType<
  ({ readonly type: 'evaluation' } & Evaluation) | { readonly type: 'summary'; readonly evaluations: number }
>;
