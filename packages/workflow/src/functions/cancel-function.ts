import type { Inngest } from 'inngest';
import { batchCancel, batchCompleted, batchFailed, batchRequested } from '../events/event-types.ts';
import type { WorkflowRuntime } from '../runtime/workflow-runtime.ts';

const sameBatch = 'event.data.batchId == async.data.batchId';

/**
 * Waits beside each batch for the event that cancels it, and puts the marker into its output folder, which the event
 * does not name. Ends with the batch.
 */
export function createCancelFunction(client: Inngest, runtime: WorkflowRuntime) {
  return client.createFunction(
    {
      id: 'cancel',
      triggers: [batchRequested],
      retries: 4,
      cancelOn: [
        { event: batchCompleted.name, if: sameBatch },
        { event: batchFailed.name, if: sameBatch },
      ],
    },
    async ({ event, step }) => {
      const { batchId, outDir } = event.data;
      const wish = await step.waitForEvent('wait', {
        event: batchCancel.name,
        if: sameBatch,
        timeout: '30d',
      });
      if (wish === null) return;
      await step.run('mark', () => runtime.cancel({ outDir, batchId }));
    },
  );
}
