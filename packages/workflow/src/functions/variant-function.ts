import type { VariantForm } from '@variegate/variants/internal';
import { type Inngest, invoke } from 'inngest';
import { workflowEvents } from '../events/event-types.ts';
import type { WorkflowRuntime } from '../runtime/workflow-runtime.ts';
import { concludeFailure } from '../steps/conclude-failure.ts';
import { type MakeResult, makeStep } from '../steps/make-variant.ts';
import { asStep, failureOf } from '../steps/step-error.ts';
import { engineRetries, type FunctionLimits } from './function-limits.ts';
import { variantData } from './invoke-data.ts';

/** What the chunk that invoked the variant function gets back. */
export interface VariantEnding {
  readonly status: 'succeeded' | 'skipped' | 'failed' | 'cancelled';
}

const stepNames: Readonly<Record<VariantForm, string>> = {
  asked: 'render',
  plain: 'render-plain',
  lighter: 'render-lighter',
};

/**
 * Makes one variant: `render`, tried as often as its failure deserves; when that has failed for good and another graph
 * could help, `render-plain`, then `render-lighter`. A variant that fails all the same is reported as failed; the run of it
 * does not fail.
 */
export function createVariantFunction(client: Inngest, runtime: WorkflowRuntime, limits: FunctionLimits) {
  const { variantCompleted, variantFailed } = workflowEvents(client.id);
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

      const make = async (form: VariantForm): Promise<MakeResult> => {
        for (;;) {
          const result = (await step.run(stepNames[form], async () => {
            await asStep(attempt, engineRetries, () => runtime.assertOwn(event.data));
            return runtime.within(event.data, context => makeStep(context, { ...place, form, attempt }));
          })) as MakeResult;
          if (result.status !== 'deferred') return result;
          await step.sleep('give way', '2s');
        }
      };
      const makeSafely = (form: VariantForm): Promise<MakeResult> =>
        make(form).catch(error => ({ status: 'failed', error: failureOf(error), next: null }));

      let result = await makeSafely('asked');
      // The failure that counts is that of what was asked for.
      const failure = result;
      while (result.status === 'failed' && result.next !== null) result = await makeSafely(result.next);
      if (failure.status === 'failed' && result.status === 'failed') {
        const { error } = failure;
        const named = await step.run('conclude', () =>
          asStep(attempt, engineRetries, async () => {
            await runtime.assertOwn(event.data);
            return runtime.within(event.data, context => concludeFailure(context, place, error));
          }),
        );
        const { code, message } = error;
        await step.sendEvent('tell', {
          ...variantFailed.create({ batchId, id, ...named, error: { code, message } }),
          id: `${variantFailed.name}:${batchId}:${id}`,
        });
        return { status: 'failed' };
      }
      if (!('id' in result)) return { status: 'cancelled' };
      await step.sendEvent('tell', {
        ...variantCompleted.create({ batchId, ...result }),
        id: `${variantCompleted.name}:${batchId}:${result.id}`,
      });
      return { status: result.status };
    },
  );
}
