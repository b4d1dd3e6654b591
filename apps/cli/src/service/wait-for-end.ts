import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceClient } from './service-client.ts';
import type { ServiceRun } from './service-run.ts';

const everyMs = 500;

/** Follows a batch until it has ended, or until the signal is aborted, and returns how it stands then. */
export async function waitForEnd(
  client: ServiceClient,
  batchId: string,
  { onChange, signal }: { readonly onChange: (run: ServiceRun) => void; readonly signal: AbortSignal },
): Promise<ServiceRun> {
  let shown = '';
  for (;;) {
    const run = await client.read(batchId);
    const state = JSON.stringify([run.status, run.progress]);
    if (state !== shown) onChange(run);
    shown = state;
    if (run.endedAt !== null || signal.aborted) return run;
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
