import { NotificationUndeliveredError } from '../errors.ts';
import { type DeliveryProblem, deliverWebhook } from '../notify/deliver-webhook.ts';
import { messageOf, type NotificationMessage } from '../notify/notification-message.ts';
import type { NotificationRules } from '../notify/notification-rules.ts';
import { runCommand } from '../notify/run-command.ts';
import { readStanding } from '../register/batch-standing.ts';
import type { Notification, NotificationChannel } from '../register/notification-register.ts';
import type { BatchRequest } from '../request/batch-request.ts';
import type { WorkflowRuntime } from '../runtime/workflow-runtime.ts';

/** Seconds from each failed attempt to the next; after the last one it is not tried again, more than a day after the batch has ended. */
const retrySeconds = [5, 60, 300, 1800, 7200, 18_000, 36_000, 36_000];

/** Sends a message; gives what was wrong. */
type Send = (message: NotificationMessage) => Promise<DeliveryProblem>;

/** Sends by a channel; `null` where the batch has none of that kind. */
export function senderOf(
  channel: NotificationChannel,
  { onComplete }: Pick<BatchRequest, 'onComplete'>,
  rules: NotificationRules,
): Send | null {
  switch (channel) {
    case 'webhook':
      return onComplete === undefined ? null : message => deliverWebhook(message, onComplete.webhook, rules);
    case 'command': {
      const { onCompleteCommand: command } = rules;
      return command === null ? null : message => runCommand(message, command);
    }
  }
}

/**
 * One attempt to say that a batch has ended, unless that was delivered or has failed for good before. The outcome of each attempt is kept
 * where the status of the batch is read from.
 *
 * @returns how it stands; `null` where there is nothing to say
 * @throws {WORKFLOW_NOTIFICATION_UNDELIVERED} when it is to be tried again.
 */
export async function notifyStep(
  runtime: WorkflowRuntime,
  batchId: string,
  channel: NotificationChannel,
): Promise<Notification['status'] | null> {
  const { register, notifications: rules } = runtime;
  const batch = (await register?.find(batchId)) ?? null;
  if (register === null || batch === null) return null;
  const send = senderOf(channel, batch.request, rules);
  const standing = await readStanding(register, batch);
  if (send === null || standing.endedAt === null) return null;
  const before = await register.notifications.find(channel, batchId);
  if (before !== null && before.status !== 'pending') return before.status;

  const attempts = (before?.attempts ?? 0) + 1;
  const found = await send(messageOf(standing, standing.endedAt, await register.installation()));
  const again = found === null || found.isFinal ? null : (retrySeconds[attempts - 1] ?? null);
  const status = found === null ? 'delivered' : again === null ? 'failed' : 'pending';
  await register.notifications.set(channel, batchId, {
    ...{ status, attempts, problem: found?.problem ?? null },
    ...{ attemptedAt: new Date().toISOString(), retrySeconds: again ?? 0 },
  });
  if (found !== null) runtime.reportUndelivered({ batchId, channel, attempts, problem: found.problem });
  if (found !== null && again !== null) throw new NotificationUndeliveredError(found.problem, again);
  return status;
}
