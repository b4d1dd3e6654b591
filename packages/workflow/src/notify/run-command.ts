import { runOwnProgram } from '@variegate/runner';
import type { DeliveryProblem } from './deliver-webhook.ts';
import type { NotificationMessage } from './notification-message.ts';

const timeoutMs = 60_000;

/**
 * Runs a command with a message on its standard input, as JSON, for at most a minute. Its environment has none of the service's
 * secrets. Never rejects.
 */
export async function runCommand(
  { id, body }: NotificationMessage,
  argv: readonly string[],
): Promise<DeliveryProblem> {
  const input = `${JSON.stringify({ id, ...body })}\n`;
  const failure = await runOwnProgram({ argv, input, timeoutMs });
  return failure === null ? null : { problem: `The command "${argv[0]}" ${failure}.`, isFinal: false };
}
