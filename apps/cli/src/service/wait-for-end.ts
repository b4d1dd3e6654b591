import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceClient } from './service-client.ts';
import type { ServiceRun } from './service-run.ts';

const pollMs = 500;
/** How often a line is printed where only the percentage has changed. */
const reportMs = 5_000;

/** Who is notified of a batch's progress, and when to stop polling. */
export interface WaitOptions {
  /** Called when the state or the counts have changed, and every five seconds. */
  readonly onChange: (run: ServiceRun) => void;
  readonly signal: AbortSignal;
}

/** Follows a batch until it has ended, or until the signal is aborted, and returns its state then. */
export async function waitForEnd(
  client: ServiceClient,
  batchId: string,
  { onChange, signal }: WaitOptions,
): Promise<ServiceRun> {
  let reportedState = '';
  let reportedAtMs = 0;
  for (;;) {
    const run = await client.read(batchId);
    const { requested, succeeded, failed, skipped } = run.progress ?? {};
    const waiting = run.waiting?.map(({ code }) => code) ?? [];
    const state = [run.status, requested, succeeded, failed, skipped, ...waiting].join();
    if (state !== reportedState || performance.now() - reportedAtMs >= reportMs) {
      onChange(run);
      reportedState = state;
      reportedAtMs = performance.now();
    }
    if (run.endedAt !== null || signal.aborted) return run;
    await delay(pollMs, undefined, { signal }).catch(() => undefined);
  }
}
