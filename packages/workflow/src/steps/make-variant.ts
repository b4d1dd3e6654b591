import type { VariantError } from '@variegate/variants';
import {
  endEvent,
  fallbacksOf,
  makeVariant,
  retryEvent,
  type VariantForm,
  type VariantOutcome,
} from '@variegate/variants/internal';
import { type PlannedPlace, readPlannedJob } from '../batch/planned-lines.ts';
import { isFinished } from '../batch/read-batch-summary.ts';
import type { WorkflowBatch } from '../runtime/open-batch.ts';
import { toStepError } from './step-error.ts';

/** The result of a step that makes a variant: ids and names, never rows. */
export type MakeResult = RenderedVariant | FailedForm | NotRendered;

/** A variant that has a file. */
export interface RenderedVariant {
  readonly status: 'succeeded' | 'skipped';
  readonly id: string;
  readonly index: number;
  /** The series that it is numbered in; absent where the run has one. */
  readonly series?: string;
  readonly source: string;
  /** File name in the output folder. */
  readonly output: string;
  readonly bytes: number;
  readonly graph: VariantForm;
}

/** A form that has failed for good. */
export interface FailedForm {
  readonly status: 'failed';
  readonly error: VariantError;
  /** The form to try next; `null` where there is none. */
  readonly next: VariantForm | null;
}

/** Cancelled with its batch; or deferred: there was no room here, and the engine schedules it again. */
export interface NotRendered {
  readonly status: 'cancelled' | 'deferred';
}

/** Which variant is made, and in which form. */
export interface MakeStep extends PlannedPlace {
  readonly chunk: number;
  readonly form: VariantForm;
  /** Number of this attempt, from 0. */
  readonly attempt: number;
}

/**
 * One attempt at a variant. A failure that may pass is thrown as Inngest understands it, to be tried again after a while; one
 * that does not is the step's result.
 */
export async function makeStep(context: WorkflowBatch, step: MakeStep): Promise<MakeResult> {
  // A run that the engine has found again may come after the end of its batch.
  if (context.cancelled || (await isFinished(context.batchFolder))) return { status: 'cancelled' };
  const { batch, batchFolder, events, queuePatienceMs } = context;
  const { form, attempt, chunk } = step;
  const { job: asked } = await readPlannedJob(batchFolder, chunk, step);
  const isAnyAccepted = batch.request.retryFailed === true && form === 'asked';
  const accepted = isAnyAccepted ? [form, ...fallbacksOf(asked)] : [form];
  const due = { form, failures: attempt, patienceMs: queuePatienceMs, accepted };
  const outcome = await makeVariant(asked, due, context);
  switch (outcome.kind) {
    case 'stopped':
      return { status: context.cancelled ? 'cancelled' : 'deferred' };
    case 'published': {
      const event = endEvent(outcome.result, outcome.job);
      if (event !== null) events.emit(event);
      return rendered(outcome);
    }
    case 'failed': {
      const { next, error } = outcome;
      const event = retryEvent(outcome);
      if (event !== null) events.emit(event);
      if (next.kind === 'retry') throw toStepError(error, next.delayMs);
      return { status: 'failed', error, next: next.kind === 'fall-back' ? next.form : null };
    }
  }
}

function rendered({ job, form, result }: Extract<VariantOutcome, { kind: 'published' }>): RenderedVariant {
  const { output, bytes, status } = result;
  return {
    status: status === 'skipped' ? 'skipped' : 'succeeded',
    ...{ id: job.id, index: job.index, source: job.source.path },
    ...(job.series === undefined ? {} : { series: job.series }),
    ...{ output: output ?? job.output, bytes: bytes ?? 0, graph: form },
  };
}
