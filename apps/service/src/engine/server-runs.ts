import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { BatchStatus } from './batch-run.ts';

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

/** A run as a server reports it. */
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
 * What a batch has come to, as far as the runs say that its event started: its own, and that of the function that waits
 * for a cancellation beside it, to which a server gives other ids. A server calls a run completed that still waits
 * for those it has invoked, and may leave its output out; so that a batch is complete its folder says, not its run.
 */
export function standingOf(runs: readonly ServerRun[]): {
  readonly run: ServerRun | undefined;
  readonly status: Exclude<BatchStatus, 'completed'>;
} {
  const having = (status: string) => runs.find(run => run.status.toLowerCase() === status);
  const failed = having('failed');
  if (failed !== undefined) return { run: failed, status: 'failed' };
  const open = having('running') ?? having('completed');
  if (open !== undefined) return { run: open, status: 'running' };
  return { run: runs[0], status: having('cancelled') === undefined ? 'queued' : 'cancelled' };
}

/** A server knows signing keys by their digest alone. */
function hashed(signingKey: string): string {
  const [prefix = ''] = /^signkey-\w+-/.exec(signingKey) ?? [];
  const digest = createHash('sha256').update(Buffer.from(signingKey.slice(prefix.length), 'hex'));
  return `${prefix}${digest.digest('hex')}`;
}
