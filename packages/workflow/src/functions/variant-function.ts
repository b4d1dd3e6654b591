import { type Inngest, invoke } from 'inngest';
import type { Graph } from '../batch/alternatives.ts';
import { variantCompleted, variantFailed } from '../events/event-types.ts';
import type { WorkflowRuntime } from '../runtime/workflow-runtime.ts';
import { concludeFailure, fallbacksFor } from '../variant/conclude-failure.ts';
import { couldAnotherGraphHelp } from '../variant/fallback.ts';
import { type RenderOutcome, renderStep } from '../variant/render-step.ts';
import { asStep, failureOf } from '../variant/step-error.ts';
import { engineRetries, type FunctionLimits } from './function-limits.ts';
import { variantData } from './invoke-data.ts';

/** What the variant function tells the chunk that invoked it. */
export interface VariantEnding {
  readonly status: 'succeeded' | 'skipped' | 'failed' | 'cancelled';
}

const stepNames: Readonly<Record<Graph, string>> = {
  asked: 'render',
  plain: 'render-plain',
  lighter: 'render-lighter',
};

/**
 * Makes one variant: `render`, tried as often as its failure deserves; when that has failed for good and another graph
 * could help, `render-plain`, then `render-lighter`. A variant that fails all the same is told as failed; the run of it
 * does not fail.
 */
export function createVariantFunction(client: Inngest, runtime: WorkflowRuntime, limits: FunctionLimits) {
  return client.createFunction(
    {
      id: 'variant',
      triggers: [invoke(variantData)],
      retries: engineRetries,
      concurrency: [{ key: 'event.data.batchId', limit: limits.variantsPerBatch }],
      priority: { run: 'event.data.priority' },
    },
    async ({ event, step, attempt }): Promise<VariantEnding> => {
      const { batchId, chunk, id, offset, length } = event.data;
      const place = { chunk, id, offset, length };

      const render = async (graph: Graph): Promise<RenderOutcome> => {
        for (;;) {
          const outcome = (await step.run(stepNames[graph], () =>
            runtime.within(event.data, context => renderStep(context, { ...place, graph, attempt })),
          )) as RenderOutcome;
          if (outcome.status !== 'deferred') return outcome;
          await step.sleep('give way', '2s');
        }
      };
      /** The first graph that can be rendered; the failure of the one that was asked for when none can. */
      const renderSomehow = async (): Promise<RenderOutcome | Error> => {
        try {
          return await render('asked');
        } catch (error) {
          const failed = error as Error;
          if (!couldAnotherGraphHelp(failureOf(failed).code)) return failed;
          const plan = await step.run('look for another graph', () =>
            asStep(attempt, engineRetries, () =>
              runtime.within(event.data, context => fallbacksFor(context, place)),
            ),
          );
          for (const graph of plan) {
            try {
              return await render(graph);
            } catch {
              // The failure that counts is that of what was asked for.
            }
          }
          return failed;
        }
      };

      const outcome = await renderSomehow();
      if (outcome instanceof Error) {
        const error = failureOf(outcome);
        const told = await step.run('conclude', () =>
          asStep(attempt, engineRetries, () =>
            runtime.within(event.data, context => concludeFailure(context, place, error)),
          ),
        );
        const { code, message } = error;
        await step.sendEvent('tell', {
          ...variantFailed.create({ batchId, id, ...told, error: { code, message } }),
          id: `${variantFailed.name}:${batchId}:${id}`,
        });
        return { status: 'failed' };
      }
      if (!('id' in outcome)) return { status: 'cancelled' };
      await step.sendEvent('tell', {
        ...variantCompleted.create({ batchId, ...outcome }),
        id: `${variantCompleted.name}:${batchId}:${outcome.id}`,
      });
      return { status: outcome.status };
    },
  );
}
