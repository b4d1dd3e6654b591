import type { VariantError } from '@variegate/variants';
import type { Inngest, InngestFunction } from 'inngest';
import { batchCompleted, batchFailed, batchRequested } from '../events/event-types.ts';
import type { BatchRequest } from '../request/batch-request.ts';
import { batchIdSchema } from '../request/batch-requested-schema.ts';
import type { WorkflowRuntime } from '../runtime/workflow-runtime.ts';
import { finishStep } from '../steps/finish.ts';
import { type BatchOutline, prepareStep } from '../steps/prepare.ts';
import { asStep, failureOf } from '../steps/step-error.ts';
import type { createChunkFunction } from './chunk-function.ts';

/** Tries of the first and the last step; the last may have to wait for the folder's lock. */
const retries = 20;

/** Chunks in progress at a time: 2,000 variants are enough choice for any number of workers. */
const wave = 8;

/** What the batch function ends with; counts and a path, never rows. */
export type BatchEnding = Parameters<typeof batchCompleted.create>[0] | { readonly duplicateOf: string };

/**
 * A batch from its request to its results: one step to prepare, one for each chunk, one to fold the results in, one to
 * report.
 */
export function createBatchFunction(
  client: Inngest,
  runtime: WorkflowRuntime,
  chunk: ReturnType<typeof createChunkFunction>,
) {
  return client.createFunction(
    {
      id: 'batch',
      triggers: [batchRequested],
      retries,
      onFailure: async ({ event, error, step }) => {
        const request = event.data.event.data as Partial<BatchRequest> | undefined;
        const { data: batchId } = batchIdSchema.safeParse(request?.batchId);
        // Without a name it would not be known which batch is meant.
        if (batchId === undefined) return;
        const { code, message } = failureOf(error);
        await step.sendEvent('tell', batchFailed.create({ batchId, error: { code, message } }));
      },
    },
    async ({ event, step, runId, attempt }): Promise<BatchEnding> => {
      const request = event.data as BatchRequest;
      const { batchId } = request;
      const prepared = await step.run('prepare', () =>
        asStep(attempt, retries, () => prepareStep(runtime, request, runId)),
      );
      if ('duplicateOf' in prepared) return prepared;

      const { outDir } = prepared;
      const chunkErrors = new Map<number, VariantError>();
      const makeChunk = (number: number) =>
        step
          .invoke(`chunk-${number}`, {
            function: chunk as InngestFunction.Any,
            data: { batchId, outDir, chunk: number, priority: prepared.priority },
          })
          .catch(error => void chunkErrors.set(number, failureOf(error)));
      for (const numbers of wavesOf(prepared)) await Promise.all(numbers.map(makeChunk));

      const ending = await step.run('fold', () =>
        asStep(attempt, retries, () =>
          runtime.within({ outDir, batchId }, async context => {
            const summary = await finishStep(context, { chunkErrors, interrupted: false });
            const { requested, succeeded, failed, skipped, cancelled } = summary;
            const counts = { requested, succeeded, failed, skipped, cancelled };
            return { batchId, outDir, ...counts, manifest: context.folder.manifestPath };
          }),
        ),
      );
      await step.sendEvent('tell', {
        ...batchCompleted.create(ending),
        id: `${batchCompleted.name}:${batchId}`,
      });
      return ending;
    },
  );
}

function wavesOf({ chunks }: BatchOutline): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(chunks / wave) }, (_, round) =>
    Array.from({ length: Math.min(wave, chunks - round * wave) }, (_, offset) => round * wave + offset + 1),
  );
}
