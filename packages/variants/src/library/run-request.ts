import { untilAborted } from '@variegate/ground';
import { type Host, type HostOptions, openHost, openPlanningHost } from '../batch/host.ts';
import { prepareBatch } from '../batch/prepare.ts';
import type { BatchRequest } from '../batch/prepared-batch.ts';
import { previewBatch } from '../batch/preview-batch.ts';
import { type RunHooks, runBatch } from '../batch/run-batch.ts';
import { EventStream } from '../events/event-stream.ts';
import type { Summary } from '../events/summary.ts';
import { inBatchSpan } from '../tracing/batch-span.ts';

/**
 * Runs what the library is asked for: on a host, or with `dryRun` on none. Rejects with the reason of `signal` once that is
 * aborted, when everything has been cleaned up and the `summary` event has been emitted. A drained run resolves with its
 * summary; where it was drained before anything was planned, there is none, and the reason of `drainSignal` is the error.
 */
export async function runRequest(request: BatchRequest, hooks: RunHooks, host?: Host): Promise<Summary> {
  const { outDir, dryRun, drawing } = request.options;
  const facts = { out_dir: outDir, dry_run: dryRun, seed: drawing.seed, durable: false };
  return untilAborted(hooks.signal, async () => {
    const summary = await untilAborted(hooks.drainSignal, () =>
      inBatchSpan(facts, () => runOn(request, hooks, host)),
    );
    hooks.signal?.throwIfAborted();
    return summary;
  });
}

async function runOn(request: BatchRequest, hooks: RunHooks, host?: Host): Promise<Summary> {
  const { options } = request;
  const signals = [hooks.drainSignal, hooks.signal].filter(one => one !== undefined);
  const signal = signals.length === 0 ? undefined : AbortSignal.any(signals);
  const preparing = { events: new EventStream(hooks), signal };
  const hostOptions: HostOptions = { ...options, threads: options.settings.encode.threads, signal };
  if (options.dryRun) {
    const planning = host ?? (await openPlanningHost(hostOptions));
    return previewBatch(await prepareBatch(request, planning, preparing), planning, hostOptions, hooks);
  }
  if (host !== undefined) return runBatch(await prepareBatch(request, host, preparing), host, hooks);
  await using own = await openHost(hostOptions);
  return await runBatch(await prepareBatch(request, own, preparing), own, hooks);
}
