import { eventType } from 'inngest';
import { z } from 'zod';
import type { BatchRequest } from '../request/batch-request.ts';
import { batchCancelSchema, batchIdSchema, batchRequestedSchema } from '../request/batch-requested-schema.ts';

/** A request as it lies in an event. */
type BatchRequestData = BatchRequest & Record<string, unknown>;

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const failure = z.strictObject({ code: z.string(), message: z.string() });

/** Comes in: a batch is asked for. */
export const batchRequested = eventType('variegate/batch.requested', {
  schema: batchRequestedSchema as z.ZodType<BatchRequestData, BatchRequestData>,
  version: '1',
});

/** Comes in: a batch is to be cancelled. */
export const batchCancel = eventType('variegate/batch.cancel', { schema: batchCancelSchema, version: '1' });

/**
 * Comes in: a batch whose run is lost is to be carried to its end. A run that is not lost does it no harm; it is waited for
 * first, `afterSeconds` long.
 */
export const batchContinue = eventType('variegate/batch.continue', {
  schema: batchCancelSchema.extend({ afterSeconds: z.int().min(0).max(3600).optional() }),
  version: '1',
});

/** Sent: a batch was carried to its end by another run than its first, of which nothing is left to be done. */
export const batchContinued = eventType('variegate/batch.continued', {
  schema: batchCancelSchema,
  version: '1',
});

/** Sent: a variant is published. */
export const variantCompleted = eventType('variegate/variant.completed', {
  schema: z.strictObject({
    batchId: batchIdSchema,
    id: digest,
    index: z.int().min(1),
    series: z.string().optional(),
    source: z.string(),
    output: z.string(),
    bytes: count,
    status: z.enum(['succeeded', 'skipped']),
    graph: z.enum(['asked', 'plain', 'lighter']),
  }),
  version: '1',
});

/** Goes out: a variant has failed for good in this batch. */
export const variantFailed = eventType('variegate/variant.failed', {
  schema: z.strictObject({
    batchId: batchIdSchema,
    id: digest,
    index: z.int().min(1),
    series: z.string().optional(),
    source: z.string(),
    error: failure,
  }),
  version: '1',
});

/** Goes out: a batch has ended, also where variants failed or it was cancelled. Counts and a path, never rows. */
export const batchCompleted = eventType('variegate/batch.completed', {
  schema: z.strictObject({
    batchId: batchIdSchema,
    outDir: z.string(),
    requested: count,
    succeeded: count,
    failed: count,
    skipped: count,
    cancelled: count,
    manifest: z.string(),
  }),
  version: '1',
});

/** Goes out: a batch could not be planned, or its results could not be written. */
export const batchFailed = eventType('variegate/batch.failed', {
  schema: z.strictObject({ batchId: batchIdSchema, error: failure }),
  version: '1',
});
