import type { Plan } from '@variegate/core-filters';
import { asVariantError, isCodedError } from '../records/variant-error.ts';
import { withSecondTry } from './second-try.ts';

/** What measuring has shown, or the code of the reason why it could not be done. */
export async function tryToMeasure<Measured>(
  plan: Plan,
  measure: (candidate: Plan) => Promise<Measured>,
  signal: AbortSignal | undefined,
): Promise<Measured | string> {
  try {
    return await withSecondTry(() => measure(plan), signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (!isCodedError(error)) throw error;
    return asVariantError(error).code;
  }
}
