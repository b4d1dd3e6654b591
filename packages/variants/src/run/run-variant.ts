import { setTimeout as delay } from 'node:timers/promises';
import type { VariantJob } from '../planning/variant-job.ts';
import type { SucceededRecord } from '../records/variant-record.ts';
import { existingVariant } from '../rendering/existing-variant.ts';
import type { VariantResult } from '../summary/summary.ts';
import { factsOfFailure, recordFailure } from './record-failure.ts';
import { retryDelay } from './retry-delay.ts';
import type { Stopping } from './stopping.ts';
import { reference, type TryContext, tryVariant } from './try-variant.ts';
import { asVariantError } from './variant-error.ts';
import { cancelledResult, skippedResult, succeededResult } from './variant-results.ts';

/** What the variants of a run share. */
export interface RunContext extends TryContext {
  /** Told of the processor time of every render, finished or not, in seconds. */
  readonly onRenderCpu: (seconds: number) => void;
}

/**
 * Brings one variant to its end: it is there already, or it is rendered, again where the failure may pass, until it
 * succeeds, fails for good, or the run stops. The retries of a run happen here and nowhere else.
 */
export async function runVariant(job: VariantJob, context: RunContext): Promise<VariantResult> {
  const { stopping, options } = context;
  if (stopping.draining.aborted) return cancelledResult(job, 0);
  const existing = await findExisting(job, context);
  if (existing !== null) return skippedResult(existing, job);
  for (const tries = { begun: 0, failed: 0 }; ; ) {
    try {
      const record = await waitAndTry(job, context, tries);
      context.onRenderCpu(record.run.renderCpuSeconds ?? 0);
      return succeededResult(record, job);
    } catch (cause) {
      context.onRenderCpu(factsOfFailure(cause).cpuSeconds);
      if (isStop(cause, stopping)) return cancelledResult(job, tries.begun);
      tries.failed += 1;
      const error = asVariantError(cause);
      const waitMs = retryDelay(error.retry, tries.failed, options.retries);
      if (waitMs === null)
        return recordFailure({ job, attempts: Math.max(1, tries.begun), error, cause }, context);
      const retrying = { attempt: tries.begun, delaySeconds: waitMs / 1000, error };
      context.events.emit({ type: 'variant-retrying', ...reference(job), ...retrying });
      await delay(waitMs, undefined, { signal: stopping.draining }).catch(() => {});
      if (stopping.draining.aborted) return cancelledResult(job, tries.begun);
    }
  }
}

/** A try that is given up by the end of the run's patience while it waits, and by its end alone once it runs. */
async function waitAndTry(
  job: VariantJob,
  context: RunContext,
  tries: { begun: number; failed: number },
): Promise<SucceededRecord> {
  const { draining, killing } = context.stopping;
  const waiting = new AbortController();
  const giveUp = () => waiting.abort(draining.reason);
  draining.addEventListener('abort', giveUp, { once: true });
  const onAdmitted = () => draining.removeEventListener('abort', giveUp);
  try {
    return await tryVariant(job, context, {
      tries,
      goesOn: tries.failed > 0,
      signal: AbortSignal.any([waiting.signal, killing]),
      onAdmitted,
    });
  } finally {
    onAdmitted();
  }
}

/** What is there already. What cannot be read is as good as gone: rendering it anew tells what is wrong, if anything. */
async function findExisting(job: VariantJob, context: RunContext): Promise<SucceededRecord | null> {
  const { folder, ffmpeg, options, stopping } = context;
  if (options.force) return null;
  const { verify } = options;
  return existingVariant(job, { folder, ffmpeg, verify, signal: stopping.killing }).catch(() => null);
}

function isStop(cause: unknown, { draining, killing }: Stopping): boolean {
  if (killing.aborted) return true;
  if (!draining.aborted) return false;
  return cause === draining.reason || asVariantError(cause).code === 'VARIANTS_ABORT_ERR';
}
