import type { Inngest } from 'inngest';
import { workflowEvents } from '../events/event-types.ts';
import { notificationChannels } from '../register/notification-register.ts';
import type { WorkflowRuntime } from '../runtime/workflow-runtime.ts';
import { notifyStep } from '../steps/notify.ts';
import { asStep } from '../steps/step-error.ts';

const retries = 20;

/** Says that a batch has ended, by each channel that it is to be said by. What cannot be said fails nothing. */
export function createNotifyFunction(client: Inngest, runtime: WorkflowRuntime) {
  const { batchCompleted, batchFailed, batchNotify } = workflowEvents(client.id);
  return client.createFunction(
    {
      id: 'notify',
      triggers: [batchCompleted, batchFailed, batchNotify],
      retries,
      concurrency: [{ key: 'event.data.batchId', limit: 1 }],
    },
    async ({ event, step, attempt }) => {
      const { batchId, installation } = event.data;
      const saying = notificationChannels.map(channel =>
        step
          .run(channel, () =>
            asStep(attempt, retries, async () => {
              await runtime.assertOwn({ installation });
              return notifyStep(runtime, batchId, channel);
            }),
          )
          .catch(() => 'failed' as const),
      );
      await Promise.all(saying);
    },
  );
}
