import type { Summary } from '@variegate/variants';
import { z } from 'zod';

const count = z.number();
const counts = z.object({
  requested: count,
  succeeded: count,
  failed: count,
  skipped: count,
  cancelled: count,
});
const progress = z.object({
  requested: count.nullable(),
  succeeded: count,
  failed: count,
  skipped: count,
  percent: count.nullable(),
});

/** What the service says of a batch. A newer service may say more, so only what is used is looked at. */
export const serviceRunSchema = z.looseObject({
  batchId: z.string(),
  runId: z.string().nullable(),
  status: z.string(),
  askedAt: z.string(),
  endedAt: z.string().nullable(),
  counts: counts.nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  progress: progress.nullish(),
  waiting: z.array(z.object({ code: z.string(), message: z.string() })).nullish(),
  summary: z.custom<Summary>(value => typeof value === 'object').nullish(),
});

/** A batch, as the service describes it. */
export type ServiceRun = z.infer<typeof serviceRunSchema>;
