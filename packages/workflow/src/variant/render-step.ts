import {
  asVariantError,
  endOf,
  existingVariant,
  recordFailure,
  retryDelay,
  type SucceededRecord,
  skippedResult,
  succeededResult,
  tryVariant,
  type VariantJob,
} from '@variegate/variants';
import { fallbacksOf, type Graph, jobFor } from '../batch/alternatives.ts';
import { type PlannedPlace, readPlannedJob } from '../batch/planned-line.ts';
import type { BatchContext } from '../runtime/batch-context.ts';
import { couldAnotherGraphHelp } from './fallback.ts';
import { toStepError } from './step-error.ts';

/** What a render step tells: ids and names, never rows. */
export type RenderOutcome = RenderedVariant | NotRendered;

/** A variant that is there. */
export interface RenderedVariant {
  readonly status: 'succeeded' | 'skipped';
  readonly id: string;
  readonly index: number;
  readonly source: string;
  /** File name in the output folder. */
  readonly output: string;
  readonly bytes: number;
  readonly graph: Graph;
}

/** Cancelled: the batch was given up. Deferred: no room here for now; the turn goes back to the engine. */
export interface NotRendered {
  readonly status: 'cancelled' | 'deferred';
}

/** Which variant is rendered, and as what. */
export interface RenderStep extends PlannedPlace {
  readonly chunk: number;
  readonly graph: Graph;
  /** Number of this try, from 0. */
  readonly attempt: number;
}

/**
 * One idempotent try at a variant: a published file that agrees with its record is the result, else it is rendered once.
 * A failure is thrown as Inngest understands it: to be tried again after a while, or for good.
 */
export async function renderStep(context: BatchContext, step: RenderStep): Promise<RenderOutcome> {
  if (context.cancelled) return { status: 'cancelled' };
  const { job: asked } = await readPlannedJob(context.batchFolder, step.chunk, step);
  const present = await findPresent(context, asked, step.graph);
  if (present !== null) return conclude(context, asked, present);
  return render(context, asked, step);
}

/** A job, the graph it stands for, and the record that it is there. */
interface Present {
  readonly job: VariantJob;
  readonly graph: Graph;
  readonly record: SucceededRecord;
}

async function findPresent(context: BatchContext, asked: VariantJob, graph: Graph): Promise<Present | null> {
  const { folder, ffmpeg, options, stopping, batch } = context;
  const others = batch.request.retryFailed === true && graph === 'asked' ? fallbacksOf(asked) : [];
  for (const candidate of [graph, ...others]) {
    const job = jobFor(asked, candidate);
    const check = { folder, ffmpeg, verify: options.verify, signal: stopping.killing };
    // What cannot be read is as good as gone: rendering it anew tells what is wrong, if anything.
    const record = await existingVariant(job, check).catch(() => null);
    if (record === null) continue;
    // With `force` only what this batch has published itself need not be rendered again.
    if (!options.force || record.run.finishedAt >= batch.startedAt) return { job, graph: candidate, record };
  }
  return null;
}

async function render(context: BatchContext, asked: VariantJob, step: RenderStep): Promise<RenderOutcome> {
  const { options, stopping, events } = context;
  const { graph } = step;
  const job = jobFor(asked, graph);
  const tries = { begun: step.attempt };
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), Math.min(context.queuePatienceMs, 2 ** 31 - 1)).unref();
  const onAdmitted = () => clearTimeout(timer);
  try {
    if (stopping.draining.aborted) return { status: context.cancelled ? 'cancelled' : 'deferred' };
    const signal = AbortSignal.any([stopping.killing, patience.signal]);
    const goesOn = step.attempt > 0 || graph !== 'asked';
    const record = await tryVariant(job, context, { tries, goesOn, signal, onAdmitted });
    return conclude(context, asked, { job, graph, record });
  } catch (cause) {
    if (context.cancelled) return { status: 'cancelled' };
    const error = asVariantError(cause);
    const isTurnedAway = patience.signal.aborted || stopping.killing.aborted;
    if (isTurnedAway || (stopping.draining.aborted && isClosed(error.code))) return { status: 'deferred' };
    const waitMs = retryDelay(error.retry, step.attempt + 1, options.retries);
    const attempts = Math.max(1, tries.begun);
    if (waitMs === null) await recordFailure({ job, attempts, error, cause }, context);
    if (waitMs !== null || couldAnotherGraphHelp(error.code)) {
      const { id, kind, index, output } = job;
      const variant = { id, kind, index, source: job.source.path, output };
      const wait = { attempt: attempts, delaySeconds: (waitMs ?? 0) / 1000, error };
      events.emit({ type: 'variant-retrying', ...variant, ...wait });
    }
    throw toStepError(error, waitMs);
  } finally {
    clearTimeout(timer);
  }
}

function conclude(
  { batch, events }: BatchContext,
  asked: VariantJob,
  { job, graph, record }: Present,
): RenderOutcome {
  const isNew = record.run.finishedAt >= batch.startedAt;
  const event = endOf(isNew ? succeededResult(record, job) : skippedResult(record, job), job);
  if (event !== null) events.emit(event);
  const { id, output, bytes } = record;
  const { index, source } = asked;
  return {
    status: isNew ? 'succeeded' : 'skipped',
    ...{ id, index, source: source.path, output, bytes, graph },
  };
}

/** Whether the queue, or the wait for disk space, was closed before the try was begun. */
function isClosed(code: string): boolean {
  return code === 'SCHEDULER_QUEUE_CLOSED' || code === 'VARIANTS_ABORT_ERR';
}
