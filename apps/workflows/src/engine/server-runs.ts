import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type BatchStatus, countsIn, takenIn } from './batch-run.ts';

/** What a server says of a run. It may grow, so only what is used is looked at. */
const answerSchema = z.object({
  data: z.array(
    z.object({
      run_id: z.string(),
      status: z.string(),
      ended_at: z.string().nullish(),
      output: z.unknown().optional(),
    }),
  ),
});

/** A run as a server tells of it. */
export type ServerRun = z.infer<typeof answerSchema>['data'][number];

/** Where a server is asked, and with which key. */
export interface ServerAccess {
  readonly url: string;
  readonly signingKey: string | null;
}

const timeoutMs = 10_000;

/** The runs that an event started. */
export async function runsOfEvent(
  { url, signingKey }: ServerAccess,
  eventId: string,
): Promise<readonly ServerRun[]> {
  const response = await fetch(new URL(`/v1/events/${encodeURIComponent(eventId)}/runs`, url), {
    headers: signingKey === null ? {} : { authorization: `Bearer ${hashed(signingKey)}` },
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new Error(`The Inngest server answered ${response.status} when asked for a run.`);
  return answerSchema.parse(await response.json()).data;
}

/**
 * Finds the run of the batch itself among those that its event started, and what it has come to. Beside it runs the
 * function that waits for a cancellation; a server names functions by ids of its own, so it is told by its output. A
 * server also calls a run completed that still waits for those it has invoked: without counts a batch goes on.
 */
export function batchRunAmong(runs: readonly ServerRun[]): {
  readonly run: ServerRun | undefined;
  readonly status: BatchStatus;
} {
  const completed = runs.find(({ output }) => countsIn(output) !== null || takenIn(output) !== null);
  if (completed !== undefined) return { run: completed, status: 'completed' };
  const failed = runs.find(({ status }) => status.toLowerCase() === 'failed');
  if (failed !== undefined) return { run: failed, status: 'failed' };
  const open = runs.find(({ status }) => status.toLowerCase() !== 'cancelled');
  if (open !== undefined) return { run: open, status: 'running' };
  return { run: runs[0], status: runs.length === 0 ? 'queued' : 'cancelled' };
}

/** A server knows signing keys by their digest alone. */
function hashed(signingKey: string): string {
  const [prefix = ''] = /^signkey-\w+-/.exec(signingKey) ?? [];
  const digest = createHash('sha256').update(Buffer.from(signingKey.slice(prefix.length), 'hex'));
  return `${prefix}${digest.digest('hex')}`;
}
