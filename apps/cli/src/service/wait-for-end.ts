import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceClient } from './service-client.ts';
import type { ServiceRun } from './service-run.ts';

const lookMs = 500;
/** How often the percentage alone is worth a line. */
const tellMs = 5_000;

/** Whom to tell how a batch goes on, and when to stop looking. */
export interface WaitOptions {
  /** Told when its state or its counts have changed, and every five seconds. */
  readonly onChange: (run: ServiceRun) => void;
  readonly signal: AbortSignal;
}

/** Follows a batch until it has ended, or until the signal is aborted, and returns how it stands then. */
export async function waitForEnd(
  client: ServiceClient,
  batchId: string,
  { onChange, signal }: WaitOptions,
): Promise<ServiceRun> {
  let toldState = '';
  let toldAtMs = 0;
  for (;;) {
    const run = await client.read(batchId);
    const { requested, succeeded, failed, skipped } = run.progress ?? {};
    const state = [run.status, requested, succeeded, failed, skipped].join();
    if (state !== toldState || performance.now() - toldAtMs >= tellMs) {
      onChange(run);
      toldState = state;
      toldAtMs = performance.now();
    }
    if (run.endedAt !== null || signal.aborted) return run;
    await delay(lookMs, undefined, { signal }).catch(() => undefined);
  }
}
