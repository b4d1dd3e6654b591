import { eventType } from 'inngest';
import { z } from 'zod';
import type { BatchRequest } from '../request/batch-request.ts';
import {
  batchCancelSchema,
  batchIdSchema,
  batchRequestedEventSchema,
  installationSchema,
} from '../request/batch-requested-schema.ts';

/** A request as it lies in an event. */
type BatchRequestData = BatchRequest & { readonly installation?: string } & Record<string, unknown>;

/** Which batch, and which workers are meant by it. */
const fromInstallation = batchCancelSchema.extend({ installation: installationSchema.optional() });

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const failure = z.strictObject({ code: z.string(), message: z.string() });

/** Name of the app where none is chosen. */
export const defaultAppId = 'variegate';

/**
 * The events of an app. Their names begin with its id, so that of several apps in one Inngest environment each takes and sends
 * its own.
 *
 * @param appId - id of the client that the functions belong to
 */
export function workflowEvents(appId: string = defaultAppId) {
  return {
    /** Comes in: a batch is asked for. */
    batchRequested: eventType(`${appId}/batch.requested`, {
      schema: batchRequestedEventSchema as z.ZodType<BatchRequestData, BatchRequestData>,
      version: '1',
    }),

    /** Comes in: it is to be said that a batch has ended, unless that was said. */
    batchNotify: eventType(`${appId}/batch.notify`, { schema: fromInstallation, version: '1' }),

    /** Comes in: a batch is to be cancelled. */
    batchCancel: eventType(`${appId}/batch.cancel`, { schema: fromInstallation, version: '1' }),

    /**
     * Comes in: a batch whose run is lost is to be carried to its end. A run that is not lost does it no harm; it is waited for
     * first, `afterSeconds` long.
     */
    batchContinue: eventType(`${appId}/batch.continue`, {
      schema: fromInstallation.extend({ afterSeconds: z.int().min(0).max(3600).optional() }),
      version: '1',
    }),

    /** Sent: a batch was carried to its end by another run than its first, of which nothing is left to be done. */
    batchContinued: eventType(`${appId}/batch.continued`, {
      schema: batchCancelSchema,
      version: '1',
    }),

    /** Sent: a variant is published. */
    variantCompleted: eventType(`${appId}/variant.completed`, {
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
    }),

    /** Goes out: a variant has failed for good in this batch. */
    variantFailed: eventType(`${appId}/variant.failed`, {
      schema: z.strictObject({
        batchId: batchIdSchema,
        id: digest,
        index: z.int().min(1),
        series: z.string().optional(),
        source: z.string(),
        error: failure,
      }),
      version: '1',
    }),

    /** Goes out: a batch has ended, also where variants failed or it was cancelled. Counts and a path, never rows. */
    batchCompleted: eventType(`${appId}/batch.completed`, {
      schema: z.strictObject({
        batchId: batchIdSchema,
        outDir: z.string(),
        requested: count,
        succeeded: count,
        failed: count,
        skipped: count,
        cancelled: count,
        manifest: z.string(),
        installation: installationSchema.optional(),
      }),
      version: '1',
    }),

    /** Goes out: a batch could not be planned, or its results could not be written. */
    batchFailed: eventType(`${appId}/batch.failed`, {
      schema: fromInstallation.extend({ error: failure }),
      version: '1',
    }),
  };
}

/** The events of an app, by their names in these packages. */
export type WorkflowEvents = ReturnType<typeof workflowEvents>;
