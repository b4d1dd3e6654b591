import { type Inngest, type InngestFunction, invoke } from 'inngest';
import type { WorkflowRuntime } from '../runtime/workflow-runtime.ts';
import { planChunk } from '../steps/plan-chunk.ts';
import { asStep } from '../steps/step-error.ts';
import type { FunctionLimits } from './function-limits.ts';
import { chunkData } from './invoke-data.ts';
import type { createVariantFunction, VariantEnding } from './variant-function.ts';

const retries = 4;

/** What the batch that invoked the chunk function gets back. */
export type ChunkEnding = Readonly<Record<VariantEnding['status'], number>>;

/** Plans a part of a batch in one step, then has each of its variants made by a separate run. */
export function createChunkFunction(
  client: Inngest,
  runtime: WorkflowRuntime,
  limits: FunctionLimits,
  variant: ReturnType<typeof createVariantFunction>,
) {
  return client.createFunction(
    {
      id: 'chunk',
      triggers: [invoke(chunkData)],
      retries,
      concurrency: [{ key: 'event.data.batchId', limit: limits.plansPerBatch }],
      priority: { run: 'event.data.priority' },
    },
    async ({ event, step, attempt }): Promise<ChunkEnding> => {
      const { chunk, _inngest: _, ...batch } = event.data;
      const { variants } = await step.run('plan', () =>
        asStep(attempt, retries, async () => {
          await runtime.assertOwn(batch);
          return runtime.within(batch, context => planChunk(context, chunk));
        }),
      );
      const made = variants.map(({ id, offset, length }) =>
        step
          .invoke(`variant-${id}`, {
            function: variant as InngestFunction.Any,
            data: { ...batch, chunk, id, offset, length },
          })
          // Its outcome is in its record; the batch's last step reads it there.
          .then(ending => ending as VariantEnding)
          .catch((): VariantEnding => ({ status: 'failed' })),
      );
      const counts = { succeeded: 0, skipped: 0, failed: 0, cancelled: 0 };
      for (const { status } of await Promise.all(made)) counts[status] += 1;
      return counts;
    },
  );
}
