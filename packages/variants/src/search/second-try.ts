import { isCodedError } from '../records/variant-error.ts';

/**
 * Tries once more where a failure may pass, so that a moment's trouble of the machine does not decide what is found.
 */
export async function withSecondTry<Result>(
  attempt: () => Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  try {
    return await attempt();
  } catch (error) {
    signal?.throwIfAborted();
    if (!isCodedError(error) || error.retry.kind === 'never') throw error;
    return attempt();
  }
}
