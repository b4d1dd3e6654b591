import type { VariantError } from '@variegate/variants';
import { type GetStepTools, group, type Inngest, type InngestFunction } from 'inngest';
import pLimit from 'p-limit';
import { type WorkflowEvents, workflowEvents } from '../events/event-types.ts';
import type { BatchRequest } from '../request/batch-request.ts';
import { batchIdSchema, installationSchema } from '../request/batch-requested-schema.ts';
import type { WorkflowRuntime } from '../runtime/workflow-runtime.ts';
import { finishStep } from '../steps/finish.ts';
import { type BatchOutline, prepareStep } from '../steps/prepare.ts';
import { resumeStep } from '../steps/resume.ts';
import { asStep, failureOf } from '../steps/step-error.ts';
import type { createChunkFunction } from './chunk-function.ts';
import type { FunctionLimits } from './function-limits.ts';

/** Tries of the first and the last step; the last may have to wait for the folder's lock. */
const retries = 20;

/** What the batch function ends with; counts and a path, never rows. */
export type BatchEnding =
  | Parameters<WorkflowEvents['batchCompleted']['create']>[0]
  | { readonly duplicateOf: string };

/** What running a batch takes. */
interface Workplace {
  readonly runtime: WorkflowRuntime;
  readonly events: WorkflowEvents;
  readonly limits: FunctionLimits;
  readonly chunk: ReturnType<typeof createChunkFunction>;
  readonly step: GetStepTools<Inngest>;
  /** Number of this attempt at a step, from 0. */
  readonly attempt: number;
}

/**
 * A batch from its request to its results: one step to prepare, one for each chunk, one to fold the results in, one to
 * report.
 */
export function createBatchFunction(
  client: Inngest,
  runtime: WorkflowRuntime,
  limits: FunctionLimits,
  chunk: ReturnType<typeof createChunkFunction>,
) {
  const events = workflowEvents(client.id);
  const { batchContinued, batchFailed, batchRequested } = events;
  return client.createFunction(
    {
      id: 'batch',
      triggers: [batchRequested],
      retries,
      // What was carried to its end elsewhere has nothing more to wait for.
      cancelOn: [{ event: batchContinued.name, match: 'data.batchId' }],
      onFailure: async ({ event, error, step, attempt }) => {
        const asked = event.data.event.data as Readonly<Record<string, unknown>> | undefined;
        const { data: batchId } = batchIdSchema.safeParse(asked?.['batchId']);
        // Without a name it would not be known which batch is meant.
        if (batchId === undefined) return;
        const { code, message } = failureOf(error);
        // The name is another batch's, which has not failed.
        if (code === 'WORKFLOW_BATCH_ID_TAKEN') return;
        const { data: installation } = installationSchema.safeParse(asked?.['installation']);
        await step.run('record', () =>
          asStep(attempt, retries, async () => {
            await runtime.assertOwn({ installation });
            await runtime.register?.recordFailure(batchId, {
              ...{ code, message, failedAt: new Date().toISOString() },
            });
          }),
        );
        await step.sendEvent(
          'tell',
          batchFailed.create({
            ...{ batchId, error: { code, message } },
            ...(installation === undefined ? {} : { installation }),
          }),
        );
      },
    },
    async ({ event, step, runId, attempt }): Promise<BatchEnding> => {
      const { installation, ...rest } = event.data;
      const request = rest as BatchRequest;
      const prepared = await step.run('prepare', () =>
        asStep(attempt, retries, async () => {
          await runtime.assertOwn({ installation });
          return prepareStep(runtime, request, runId);
        }),
      );
      if ('duplicateOf' in prepared) return prepared;
      return carryOut(request.batchId, prepared, { runtime, events, limits, chunk, step, attempt });
    },
  );
}

/**
 * Carries a batch to its end of which the engine has lost a run: nothing that is published is made again. Where no run is
 * lost there is nothing left to do when its turn comes, or both make what is left, each variant once.
 */
export function createContinueFunction(
  client: Inngest,
  runtime: WorkflowRuntime,
  limits: FunctionLimits,
  chunk: ReturnType<typeof createChunkFunction>,
) {
  const events = workflowEvents(client.id);
  const { batchContinue, batchContinued } = events;
  return client.createFunction(
    {
      id: 'continue',
      triggers: [batchContinue],
      retries,
      concurrency: [{ key: 'event.data.batchId', limit: 1 }],
    },
    async ({ event, step, runId, attempt }) => {
      const { batchId, afterSeconds = 0, installation } = event.data;
      if (afterSeconds > 0) await step.sleep('let it end', `${afterSeconds}s`);
      const outline = await step.run('resume', () =>
        asStep(attempt, retries, async () => {
          await runtime.assertOwn({ installation });
          return resumeStep(runtime, batchId, runId);
        }),
      );
      if (outline === null) return null;
      const ending = await carryOut(batchId, outline, { runtime, events, limits, chunk, step, attempt });
      await step.sendEvent('tell the first run', batchContinued.create({ batchId }));
      return ending;
    },
  );
}

async function carryOut(
  batchId: string,
  { outDir, chunks, requested: _, ...given }: BatchOutline,
  { runtime, events, limits, chunk, step, attempt }: Workplace,
): Promise<Exclude<BatchEnding, { readonly duplicateOf: string }>> {
  const chunkErrors = new Map<number, VariantError>();
  const makeChunk = (number: number) =>
    step
      .invoke(`chunk-${number}`, {
        function: chunk as InngestFunction.Any,
        data: { batchId, outDir, chunk: number, ...given },
      })
      .catch(error => void chunkErrors.set(number, failureOf(error)));
  const limited = pLimit(limits.chunksPerBatch);
  // In this mode an engine calls whenever a chunk ends; otherwise only when all that are under way have, so that the last
  // variants of the slowest would keep every worker waiting.
  await group.parallel({ mode: 'race' }, () =>
    Promise.all(Array.from({ length: chunks }, (_, index) => limited(() => makeChunk(index + 1)))),
  );

  const ending = await step.run('fold', () =>
    asStep(attempt, retries, async () => {
      await runtime.assertOwn(given);
      return runtime.within({ outDir, batchId }, async context => {
        const summary = await finishStep(context, { chunkErrors, interrupted: false });
        const { requested, succeeded, failed, skipped, cancelled } = summary;
        const counts = { requested, succeeded, failed, skipped, cancelled };
        const { installation } = given;
        const whose = installation === undefined ? {} : { installation };
        return { batchId, outDir, ...counts, manifest: context.folder.manifestPath, ...whose };
      });
    }),
  );
  await step.sendEvent('tell', {
    ...events.batchCompleted.create(ending),
    id: `${events.batchCompleted.name}:${batchId}`,
  });
  return ending;
}
