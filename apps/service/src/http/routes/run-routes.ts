import {
  type BatchRequest,
  batchCancelSchema,
  checkBatchPaths,
  parseBatchRequest,
  RequestInvalidError,
  retryFailedRequest,
  webhookProblem,
} from '@variegate/workflow';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { BatchRun } from '../../engine/batch-run.ts';
import { bodyGuard, jsonGuard, siteGuard } from '../guards.ts';
import { listMatching } from '../list-matching.ts';
import { answerProblem } from '../problem.ts';
import { readBatch } from '../read-batch.ts';
import { readJson } from '../read-json.ts';
import type { ServiceParts } from '../service-parts.ts';
import { ThumbnailShelf } from '../thumbnail-shelf.ts';

const listSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  before: batchCancelSchema.shape.batchId.optional(),
  status: z
    .enum(['queued', 'running', 'completed', 'failed', 'cancelled', 'open', 'with-failures'])
    .optional(),
  search: z.string().max(200).optional(),
});

const variantIdSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** Batches: to request, list, read and cancel them, and to retry what failed. */
export function runRoutes(parts: ServiceParts): Hono {
  const { host, runtime, settings } = parts;
  const thumbnails = new ThumbnailShelf(settings, runtime);
  return new Hono()
    .post('/batches', jsonGuard(), bodyGuard(settings.maxBodyBytes), async context => {
      return take(context, parts, parseBatchRequest(await readJson(context)));
    })
    .get('/runs', async context => {
      const query = listSchema.safeParse(context.req.query());
      if (!query.success) return refuseQuery(context, query.error);
      return context.json(await listMatching(parts, query.data));
    })
    .get(
      '/runs/:batchId/thumbnails/:id',
      siteGuard({ navigations: false }),
      withRun(parts, async (context, run) => {
        const { data: id } = variantIdSchema.safeParse(context.req.param('id'));
        const picture = id === undefined ? null : await thumbnails.read(run, id);
        if (picture !== null)
          return context.body(Uint8Array.from(picture), 200, { 'content-type': 'image/jpeg' });
        const message = 'There is no picture of a published variant of this id.';
        return answerProblem(context, 404, { code: 'THUMBNAIL_UNKNOWN', message });
      }),
    )
    .get(
      '/runs/:batchId',
      withRun(parts, async (context, run) => context.json(await readBatch(parts, run))),
    )
    .post(
      '/runs/:batchId/cancel',
      withRun(parts, async (context, run) => {
        if (run.endedAt !== null) {
          return answerProblem(context, 409, {
            code: 'BATCH_HAS_ENDED',
            message: `The batch "${run.batchId}" has ended; there is nothing to cancel.`,
          });
        }
        await host.cancel(run.batchId);
        // An event that comes before the batch's own wait for it is lost.
        await runtime.cancel(run.request);
        return context.json({ batchId: run.batchId, cancelling: true }, 202);
      }),
    )
    .post(
      '/runs/:batchId/retry',
      withRun(parts, async (context, run) => {
        if (run.endedAt !== null) return take(context, parts, retryFailedRequest(run.request));
        return answerProblem(context, 409, {
          code: 'BATCH_GOES_ON',
          message: `The batch "${run.batchId}" is still running; its failures are not known yet.`,
        });
      }),
    );
}

async function take(context: Context, parts: ServiceParts, request: BatchRequest): Promise<Response> {
  const { host, settings, draining, logger } = parts;
  if (draining.aborted) {
    const problem = {
      code: 'DRAINING',
      message: 'The service finishes what runs and takes on nothing more.',
    };
    return answerProblem(context, 503, problem, { 'retry-after': '30' });
  }
  checkBatchPaths(request, settings);
  checkWebhook(request, settings);
  const { run, isNew } = await host.ask(request);
  logger.info({ batchId: run.batchId, runId: run.runId, isNew }, 'batch asked for');
  context.header('location', `/api/runs/${run.batchId}`);
  return context.json({ ...run, isNew }, isNew ? 202 : 200);
}

/** @throws {WORKFLOW_REQUEST_INVALID} when the service may not call the webhook of a request. */
function checkWebhook({ onComplete }: BatchRequest, settings: ServiceParts['settings']): void {
  const problem = onComplete === undefined ? null : webhookProblem(onComplete.webhook, settings);
  if (problem !== null) throw new RequestInvalidError([{ path: 'onComplete.webhook', message: problem }]);
}

/** Finds the batch that a path names. */
function withRun(parts: ServiceParts, answer: (context: Context, run: BatchRun) => Promise<Response>) {
  return async (context: Context): Promise<Response> => {
    const batchId = context.req.param('batchId') ?? '';
    const run = batchCancelSchema.safeParse({ batchId }).success ? await parts.host.find(batchId) : null;
    if (run !== null) return answer(context, run);
    return answerProblem(context, 404, { code: 'BATCH_UNKNOWN', message: 'There is no batch of this id.' });
  };
}

function refuseQuery(context: Context, { issues }: z.ZodError): Response {
  return answerProblem(context, 400, {
    code: 'QUERY_INVALID',
    message: 'The query cannot be used.',
    issues: issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  });
}
