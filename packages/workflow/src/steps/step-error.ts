import type { VariantError } from '@variegate/variants';
import { asVariantError, isCodedError, retryDelay } from '@variegate/variants/internal';
import { NonRetriableError, RetryAfterError } from 'inngest';

/**
 * Says to Inngest what an error says of itself: to try again after a while, or never. The only place where `retry` is
 * turned into Inngest's classes; the failure itself travels as the cause.
 *
 * @param waitMs - until the next try; `null`: there is to be none
 */
export function toStepError(error: VariantError, waitMs: number | null): Error {
  const { code, message, retry } = error;
  const cause = { code, message, retry };
  return waitMs === null
    ? new NonRetriableError(message, { cause })
    : new RetryAfterError(message, waitMs, { cause });
}

/** Reads back, in the function, why a step has failed for good. */
export function failureOf(error: unknown): VariantError {
  const { cause, message } = error as { cause?: Partial<VariantError>; message?: string };
  if (typeof cause?.code === 'string' && typeof cause.message === 'string') {
    return { code: cause.code, message: cause.message, retry: cause.retry ?? { kind: 'never' } };
  }
  const text = message ?? String(error);
  return { code: 'WORKFLOW_STEP_FAILED', message: text, retry: { kind: 'never' } };
}

/**
 * Runs the body of a step that is no render. An error of these packages says itself what is to be done; any other is
 * left to the engine, which tries again with its own patience.
 *
 * @param attempt - number of this attempt, from 0
 * @param retries - most further attempts
 */
export async function asStep<T>(attempt: number, retries: number, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    if (!isCodedError(error)) throw error;
    const failure = asVariantError(error);
    throw toStepError(failure, retryDelay(failure.retry, attempt + 1, retries));
  }
}
