/**
 * What a caller may do about a failure. Nothing at this level ever retries.
 *
 * - `never`: the same call fails again.
 * - `now`: worth another try as it is.
 * - `after`: worth another try once `afterMs` milliseconds have passed.
 * - `more-memory`: worth another try with a larger reservation of memory.
 * - `when-space`: worth another try when the file system has room again.
 *
 * `atMost` bounds the number of further attempts.
 */
export interface Retry {
  readonly kind: 'never' | 'now' | 'after' | 'more-memory' | 'when-space';
  /** Milliseconds to wait; only with `after`. */
  readonly afterMs?: number;
  /** Further attempts that make sense, 1 or more. */
  readonly atMost?: number;
}

/** The base of every error of every package: a stable code for programs, and an advice. Messages may change. */
export abstract class CodedError extends Error {
  /** Stable name of the failure, such as `RUNNER_STALLED`. */
  abstract readonly code: string;
  /** What a caller may do about it. */
  abstract readonly retry: Retry;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
