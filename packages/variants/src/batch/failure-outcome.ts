import type { Retry } from '@variegate/ground';
import type { VariantError } from '../records/variant-record.ts';
import type { VariantForm } from './variant-forms.ts';

/** What follows a failed attempt. */
export type FailureOutcome =
  /** The same again, after a while. */
  | { readonly kind: 'retry'; readonly delayMs: number }
  /** Another form of the variant. */
  | { readonly kind: 'fall-back'; readonly form: VariantForm }
  /** Nothing: the variant has failed. */
  | { readonly kind: 'give-up' };

/** Failures that another form could avoid: ffmpeg failed on the chain, not on what surrounds it. */
const ofTheChain: ReadonlySet<string> = new Set([
  'INSPECT_VERIFICATION_FAILED',
  'RUNNER_COMMAND_INVALID',
  'RUNNER_CRASHED',
  'RUNNER_FAILED',
  'RUNNER_OUT_OF_MEMORY',
  'RUNNER_OUTPUT_INCOMPLETE',
  'RUNNER_OUTPUT_TOO_LARGE',
  'RUNNER_STALLED',
  'RUNNER_TIMED_OUT',
  'SCHEDULER_TASK_TOO_LARGE',
]);

const firstDelayMs = 500;
const longestDelayMs = 30_000;

/**
 * What follows a failed attempt: the only place where retries and fallbacks are decided, by what an error says of itself.
 *
 * @param failures - failed attempts at this form, this one included.
 * @param retries - most further attempts at one form.
 * @param nextForm - what could be tried instead; `null` where there is nothing left.
 */
export function failureOutcome(
  { code, retry }: Pick<VariantError, 'code' | 'retry'>,
  failures: number,
  retries: number,
  nextForm: () => VariantForm | null,
): FailureOutcome {
  const delayMs = retryDelay(retry, failures, retries);
  if (delayMs !== null) return { kind: 'retry', delayMs };
  const form = ofTheChain.has(code) ? nextForm() : null;
  return form === null ? { kind: 'give-up' } : { kind: 'fall-back', form };
}

/**
 * How long to wait before another attempt, in milliseconds, or `null` when there is to be none. Delays double from attempt to
 * attempt. The queue itself has tried `more-memory` again, so here it is final.
 *
 * @param attempt - number of the attempt that failed, from 1.
 * @param retries - most further attempts that the caller wants.
 */
export function retryDelay(advice: Retry, attempt: number, retries: number): number | null {
  if (attempt > Math.min(retries, advice.atMost ?? retries)) return null;
  const backoffMs = Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1));
  switch (advice.kind) {
    case 'never':
    case 'more-memory':
      return null;
    case 'now':
    case 'when-space':
      return backoffMs;
    case 'after':
      return Math.max(backoffMs, advice.afterMs ?? 0);
  }
}
