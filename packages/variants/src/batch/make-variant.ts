import path from 'node:path';
import type { RenderProgressEvent } from '@variegate/runner';
import type { TaskContext } from '@variegate/scheduler';
import type { UntimedEvent } from '../events/event-stream.ts';
import type { VariantResult } from '../events/summary.ts';
import type { VariantProgressEvent, VariantReference } from '../events/variegate-event.ts';
import type { VariantJob } from '../job/variant-job.ts';
import { assertFitsMachine } from '../machine/host-memory.ts';
import { costClass } from '../options/resolve-encode.ts';
import { asVariantError } from '../records/variant-error.ts';
import type { SucceededRecord, VariantError } from '../records/variant-record.ts';
import { adoptPublished, findPublished } from '../rendering/published-variant.ts';
import type { RenderVariantOptions } from '../rendering/render-variant.ts';
import { traceAdmission } from '../tracing/admission-span.ts';
import { describeSpan, failSpan, inSpan, withCurrentSpan } from '../tracing/span.ts';
import type { BatchContext } from './batch-context.ts';
import { type FailureOutcome, failureOutcome } from './failure-outcome.ts';
import { Patience } from './patience.ts';
import { processFacts, recordFailure } from './record-failure.ts';
import { renderUntilAccepted } from './render-until-accepted.ts';
import type { ShutdownSignals } from './shutdown-signals.ts';
import { formAfter, jobInForm, type VariantForm } from './variant-forms.ts';
import { failedResult, publishedResult } from './variant-results.ts';

/*
 * The way of a variant. A driver repeats `makeVariant` until it says something else than `failed` with a next attempt:
 *
 *   asked ──published──► done                      (made now, or found)
 *     │ failed, and the failure may pass ──► asked again, after a delay
 *     │ failed for good ──► recorded ──► plain ──► lighter, each attempted as often
 *     │ failed for good, and no form could help ──► done: the failure of what was asked
 *     └ shutdown, or out of patience ──► stopped: nothing is recorded, the next run makes it
 */

/** Which attempt at a variant is due. */
export interface VariantAttempt {
  readonly form: VariantForm;
  /** Attempts at this form that have failed, from 0. */
  readonly failures: number;
  /** Longest wait for memory and cores, in milliseconds. @default no limit */
  readonly patienceMs?: number | undefined;
  /** Forms that may exist already and are left as they are. @default only the one that is due */
  readonly accepted?: readonly VariantForm[] | undefined;
}

/** What came of an attempt. */
export type VariantOutcome =
  | {
      readonly kind: 'published';
      /** The job in the form that was published. */
      readonly job: VariantJob;
      readonly form: VariantForm;
      readonly result: VariantResult;
    }
  | {
      readonly kind: 'failed';
      /** The job in the form that failed. */
      readonly job: VariantJob;
      readonly error: VariantError;
      readonly next: FailureOutcome;
      readonly result: VariantResult;
    }
  | {
      readonly kind: 'stopped';
      /** How often a render was started. */
      readonly attempts: number;
    };

/**
 * One attempt at one variant: a published file that agrees with its record is the result, else it is rendered once, as soon
 * as there are memory, cores and disk space. A failure is data: what it was, and what follows it.
 *
 * @param asked - the job as it was planned, whatever form is due.
 */
export function makeVariant(
  asked: VariantJob,
  attempt: VariantAttempt,
  context: BatchContext,
): Promise<VariantOutcome> {
  const { id, kind, index, series, source, output } = asked;
  const { form, failures } = attempt;
  const named = { 'batch.id': context.runId, 'variant.id': id, 'variant.kind': kind, 'variant.index': index };
  const facts = { ...named, 'variant.series': series, source: source.path, output, form, failures };
  return inSpan('variegate.variant', facts, async span => {
    const outcome = await attemptVariant(asked, attempt, context);
    describeSpan(span, { outcome: outcome.kind });
    if (outcome.kind === 'published') {
      const { status, bytes, peakMemoryBytes, targetMet } = outcome.result;
      const made = { bytes, 'memory.peak_bytes': peakMemoryBytes, target_met: targetMet };
      describeSpan(span, { outcome: status, ...made });
    } else if (outcome.kind === 'failed') {
      describeSpan(span, { 'decision.next': outcome.next.kind });
      failSpan(span, outcome.error);
    }
    return outcome;
  });
}

async function attemptVariant(
  asked: VariantJob,
  attempt: VariantAttempt,
  context: BatchContext,
): Promise<VariantOutcome> {
  const { shutdown, runId, options } = context;
  if (shutdown.draining.aborted) return { kind: 'stopped', attempts: 0 };
  const present = await findPresent(asked, attempt, context);
  if (present !== null) return present;

  const { form, failures } = attempt;
  const job = jobInForm(asked, form);
  const counter = { attempts: failures };
  const patience = new Patience(shutdown, attempt.patienceMs);
  try {
    assertFitsMachine(job.estimate, context.host.memory);
    const record = await renderInTurn(job, counter, form !== 'asked' || failures > 0, patience, context);
    return { kind: 'published', job, form, result: publishedResult(record, job, runId) };
  } catch (cause) {
    if (patience.isOver || isShutdown(cause, shutdown))
      return { kind: 'stopped', attempts: counter.attempts };
    const error = asVariantError(cause);
    const attempts = Math.max(1, counter.attempts);
    const next = failureOutcome(error, failures + 1, options.retries, () => formAfter(asked, form));
    if (next.kind === 'retry') {
      const run = { ...processFacts(cause), attempts, error };
      return { kind: 'failed', job, error, next, result: failedResult({ run }, job) };
    }
    const run = await recordFailure({ job, attempts, error, cause }, context);
    return { kind: 'failed', job, error, next, result: failedResult({ run }, job) };
  } finally {
    patience[Symbol.dispose]();
  }
}

/** What names a variant in events. */
export function reference({ id, kind, index, series, source, output }: VariantJob): VariantReference {
  return { id, kind, index, ...(series === undefined ? {} : { series }), source: source.path, output };
}

/** The event that says what follows a failed attempt; `null` where nothing does. */
export function retryEvent({
  job,
  error,
  next,
  result,
}: Extract<VariantOutcome, { kind: 'failed' }>): UntimedEvent | null {
  if (next.kind === 'give-up') return null;
  const delaySeconds = next.kind === 'retry' ? next.delayMs / 1000 : 0;
  return { type: 'variant-retrying', ...reference(job), attempt: result.attempts, delaySeconds, error };
}

async function findPresent(
  asked: VariantJob,
  { form, accepted = [form] }: VariantAttempt,
  context: BatchContext,
): Promise<Extract<VariantOutcome, { kind: 'published' }> | null> {
  const { folder, host, options, runId, shutdown, guard } = context;
  const { verify, limits, force } = options;
  const check = { folder, ffmpeg: host.ffmpeg, verify, limits, runId, signal: shutdown.killing };
  for (const candidate of accepted) {
    const job = jobInForm(asked, candidate);
    try {
      const present = await findPublished(job, check);
      // With `force` only what this run has made itself is not made again.
      if (present === null || (force && present.record.run.runId !== runId)) continue;
      if (present.fileName !== job.output) await guard.assertNotAnInput(path.join(folder.path, job.output));
      await adoptPublished(present, folder);
      return { kind: 'published', job, form: candidate, result: publishedResult(present.record, job, runId) };
    } catch {
      // What cannot be read counts as gone: rendering it again says what is wrong, if anything.
    }
  }
  return null;
}

/** Waits for the queue, then renders. */
function renderInTurn(
  job: VariantJob,
  counter: { attempts: number },
  isRetry: boolean,
  patience: Patience,
  context: BatchContext,
): Promise<SucceededRecord> {
  const { queue } = context.host;
  const start = withCurrentSpan((task: TaskContext) => {
    patience.end();
    counter.attempts += 1;
    return renderNow(job, counter.attempts, task, context);
  });
  const task = queue.add(start, {
    estimateBytes: job.estimate.memoryBytes,
    threads: job.estimate.threads,
    expectedSeconds: job.estimate.cpuSeconds,
    group: job.source.stem,
    className: costClass(job.settings.encode),
    // So the first failure is known early, and few variants are half done when a run is cut short.
    priority: isRetry ? 1 : 0,
    signal: patience.signal,
  });
  traceAdmission(queue, task, { estimateBytes: job.estimate.memoryBytes, threads: job.estimate.threads });
  return task.result;
}

async function renderNow(
  job: VariantJob,
  number: number,
  task: TaskContext,
  context: BatchContext,
): Promise<SucceededRecord> {
  const { host, folder, floor, guard, events, options, shutdown, runId, assets } = context;
  await guard.assertNotAnInput(path.join(folder.path, job.output));
  await floor.waitForSpace(AbortSignal.any([task.signal, shutdown.draining]));
  const rendering: RenderVariantOptions = {
    ...{ folder, ffmpeg: host.ffmpeg, inputRoot: host.inputRoot, assets, runId, attempt: number },
    timeoutSeconds: options.timeoutSeconds,
    cacheFolder: options.cacheFolder,
    limits: options.limits,
    measure: options.measure,
    extraThreads: task.extraThreads,
    onEvent(event) {
      if (event.type === 'started') {
        task.track(event.pid);
        events.emit({ type: 'variant-started', ...reference(job), attempt: number });
      } else if (event.type === 'progress') {
        events.emit({ type: 'variant-progress', ...reference(job), ...rounded(event) });
      }
    },
    signal: task.signal,
  };
  const record = await renderUntilAccepted(job, rendering, context);
  if (record.run.peakMemoryBytes !== null) task.reportPeak(record.run.peakMemoryBytes);
  return record;
}

function isShutdown(cause: unknown, { draining, killing }: ShutdownSignals): boolean {
  if (killing.aborted) return true;
  if (!draining.aborted) return false;
  const { code } = asVariantError(cause);
  return cause === draining.reason || code === 'VARIANTS_ABORT_ERR' || code === 'SCHEDULER_QUEUE_CLOSED';
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
