import path from 'node:path';
import type { Ffmpeg, RenderProgressEvent } from '@variegate/runner';
import type { Queue, TaskContext } from '@variegate/scheduler';
import type { AssetLibrary } from '../assets/asset-library.ts';
import type { VariantProgressEvent, VariantReference } from '../events/variegate-event.ts';
import type { OutputFolder } from '../folder/output-folder.ts';
import { costClass } from '../options/resolve-encode.ts';
import type { RunOptions } from '../options/run-options.ts';
import type { VariantJob } from '../planning/variant-job.ts';
import type { SucceededRecord } from '../records/variant-record.ts';
import { renderVariant } from '../rendering/render-variant.ts';
import type { DiskFloor } from './disk-floor.ts';
import type { EventStream } from './event-stream.ts';
import type { InputGuard } from './input-guard.ts';
import type { Stopping } from './stopping.ts';

/** What the tries of a run share. */
export interface TryContext {
  readonly folder: OutputFolder;
  readonly ffmpeg: Ffmpeg;
  readonly queue: Queue;
  readonly floor: DiskFloor;
  readonly guard: InputGuard;
  readonly events: EventStream;
  readonly stopping: Stopping;
  readonly options: RunOptions;
  /** Folder that sources must lie under, where strangers name them. @default none */
  readonly inputRoot?: string | undefined;
  /** Where second media are. @default the generated set alone */
  readonly assets?: AssetLibrary | undefined;
  /** What renders. @default renderVariant */
  readonly render?: typeof renderVariant | undefined;
}

/** One try, which the queue may begin several times for want of memory. */
export interface VariantTry {
  /** How often the variant was begun so far; counts on. */
  readonly tries: { begun: number };
  /** Whether it goes on with a variant that was begun: such a try starts before those that begin one. @default false */
  readonly goesOn?: boolean | undefined;
  /** Gives the try up, whether it waits or runs. */
  readonly signal?: AbortSignal | undefined;
  /** Told when the wait for memory and cores is over. */
  readonly onAdmitted?: (() => void) | undefined;
}

/**
 * Renders one variant as soon as there are memory, cores and disk space for it. Never retries a failure.
 *
 * @throws {VARIANTS_OUTPUT_REPLACES_INPUT} | {VARIANTS_DISK_SPACE_LOW} and whatever `renderVariant` throws.
 * @throws {SCHEDULER_QUEUE_CLOSED} | {SCHEDULER_TASK_TOO_LARGE} | {SCHEDULER_TASK_EVICTED}
 */
export function tryVariant(
  job: VariantJob,
  context: TryContext,
  { tries, goesOn = false, signal, onAdmitted }: VariantTry,
): Promise<SucceededRecord> {
  const { encode } = job.settings;
  const attempt = (task: TaskContext) => {
    onAdmitted?.();
    return runTask(job, context, task, ++tries.begun);
  };
  return context.queue.add(attempt, {
    estimateBytes: job.estimate.memoryBytes,
    threads: job.estimate.threads,
    expectedSeconds: job.estimate.cpuSeconds,
    group: job.source.stem,
    className: costClass(encode),
    // So the first failure is known early, and few variants are half done when a run is cut short.
    priority: goesOn ? 1 : 0,
    ...(signal === undefined ? {} : { signal }),
  }).result;
}

/** What names a variant in events. */
export function reference({ id, kind, index, source, output }: VariantJob): VariantReference {
  return { id, kind, index, source: source.path, output };
}

async function runTask(
  job: VariantJob,
  context: TryContext,
  task: TaskContext,
  number: number,
): Promise<SucceededRecord> {
  const { folder, ffmpeg, floor, guard, events, options, stopping, render = renderVariant } = context;
  await guard.assertNotAnInput(path.join(folder.path, job.output));
  await floor.waitForSpace(AbortSignal.any([task.signal, stopping.draining]));
  const record = await render(job, {
    folder,
    ffmpeg,
    inputRoot: context.inputRoot,
    assets: context.assets,
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
function rounded({
  percent,
  speed,
  etaSeconds,
}: RenderProgressEvent): Pick<VariantProgressEvent, 'percent' | 'speed' | 'etaSeconds'> {
  return {
    percent: Math.floor(percent * 10) / 10,
    speed,
    etaSeconds: etaSeconds === null ? null : Math.round(etaSeconds * 10) / 10,
  };
}
