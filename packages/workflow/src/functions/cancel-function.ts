import type { Inngest } from 'inngest';
import { workflowEvents } from '../events/event-types.ts';
import type { WorkflowRuntime } from '../runtime/workflow-runtime.ts';
import { asStep } from '../steps/step-error.ts';

const retries = 4;
const sameBatch = 'event.data.batchId == async.data.batchId';

/**
 * Waits beside each batch for the event that cancels it, and puts the marker into its output folder, which the event
 * does not name. Ends with the batch.
 */
export function createCancelFunction(client: Inngest, runtime: WorkflowRuntime) {
  const { batchCancel, batchCompleted, batchFailed, batchRequested } = workflowEvents(client.id);
  return client.createFunction(
    {
      id: 'cancel',
      triggers: [batchRequested],
      retries,
      cancelOn: [
        { event: batchCompleted.name, if: sameBatch },
        { event: batchFailed.name, if: sameBatch },
      ],
    },
    async ({ event, step, attempt }) => {
      const { batchId, outDir, installation } = event.data;
      const wish = await step.waitForEvent('wait', {
        event: batchCancel.name,
        if: sameBatch,
        timeout: '30d',
      });
      if (wish === null) return;
      await step.run('mark', () =>
        asStep(attempt, retries, async () => {
          await runtime.assertOwn({ installation });
          await runtime.cancel({ outDir, batchId });
        }),
      );
    },
  );
}
