import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Ffmpeg, RenderProgressEvent } from '@variegate/runner';
import type { Queue, TaskContext } from '@variegate/scheduler';
import type { VariantProgressEvent, VariantReference } from '../events/variegate-event.ts';
import type { OutputFolder } from '../folder/output-folder.ts';
import type { RunOptions } from '../options/run-options.ts';
import type { VariantJob } from '../planning/variant-job.ts';
import type { SucceededRecord } from '../records/variant-record.ts';
import { existingVariant } from '../rendering/existing-variant.ts';
import { renderVariant } from '../rendering/render-variant.ts';
import type { VariantResult } from '../summary/summary.ts';
import type { DiskFloor } from './disk-floor.ts';
import type { EventStream } from './event-stream.ts';
import type { InputGuard } from './input-guard.ts';
import { factsOfFailure, recordFailure } from './record-failure.ts';
import { retryDelay } from './retry-delay.ts';
import type { Stopping } from './stopping.ts';
import { asVariantError } from './variant-error.ts';
import { cancelledResult, skippedResult, succeededResult } from './variant-results.ts';

/** What the variants of a run share. */
export interface RunContext {
  readonly folder: OutputFolder;
  readonly ffmpeg: Ffmpeg;
  readonly queue: Queue;
  readonly floor: DiskFloor;
  readonly guard: InputGuard;
  readonly events: EventStream;
  readonly stopping: Stopping;
  readonly options: RunOptions;
  /** Told of the processor time of every render, finished or not, in seconds. */
  readonly onRenderCpu: (seconds: number) => void;
}

type Figures = Pick<VariantProgressEvent, 'percent' | 'speed' | 'etaSeconds'>;

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
      const record = await admit(job, context, tries);
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

/** What names a variant in events. */
export function reference({ id, index, source, output }: VariantJob): VariantReference {
  return { id, index, source: source.path, output };
}

/** What is there already. What cannot be read is as good as gone: rendering it anew tells what is wrong, if anything. */
async function findExisting(job: VariantJob, context: RunContext): Promise<SucceededRecord | null> {
  const { folder, ffmpeg, options, stopping } = context;
  if (options.force) return null;
  const { verify } = options;
  return existingVariant(job, { folder, ffmpeg, verify, signal: stopping.killing }).catch(() => null);
}

function admit(job: VariantJob, context: RunContext, tries: { begun: number }): Promise<SucceededRecord> {
  const { encoder, preset } = job.settings.encode;
  const handle = context.queue.add(task => attempt(job, context, task, ++tries.begun), {
    estimateBytes: job.estimate.memoryBytes,
    threads: job.estimate.threads,
    expectedSeconds: job.estimate.cpuSeconds,
    group: job.source.stem,
    className: `${encoder} ${preset}`,
  });
  return handle.result;
}

async function attempt(
  job: VariantJob,
  { folder, ffmpeg, floor, guard, events, options, stopping }: RunContext,
  task: TaskContext,
  number: number,
): Promise<SucceededRecord> {
  await guard.assertNotAnInput(path.join(folder.path, job.output));
  await floor.waitForSpace(AbortSignal.any([task.signal, stopping.draining]));
  const record = await renderVariant(job, {
    folder,
    ffmpeg,
    timeoutSeconds: options.timeoutSeconds,
    cacheFolder: options.cacheFolder,
    limits: options.limits,
    measure: options.measure,
    extraThreads: task.extraThreads,
    attempt: number,
    onEvent(event) {
      if (event.type === 'started') {
        task.track(event.pid);
        events.emit({ type: 'variant-started', ...reference(job), attempt: number });
      } else if (event.type === 'progress') {
        events.emit({ type: 'variant-progress', ...reference(job), ...rounded(event) });
      }
    },
    signal: task.signal,
  });
  if (record.run.peakMemoryBytes !== null) task.reportPeak(record.run.peakMemoryBytes);
  return record;
}

/** Figures with the digits that mean something. */
function rounded({ percent, speed, etaSeconds }: RenderProgressEvent): Figures {
  return {
    percent: Math.floor(percent * 10) / 10,
    speed,
    etaSeconds: etaSeconds === null ? null : Math.round(etaSeconds * 10) / 10,
  };
}

function isStop(cause: unknown, { draining, killing }: Stopping): boolean {
  if (killing.aborted) return true;
  if (!draining.aborted) return false;
  const { code } = asVariantError(cause);
  return code === 'SCHEDULER_QUEUE_CLOSED' || code === 'VARIANTS_ABORT_ERR';
}
