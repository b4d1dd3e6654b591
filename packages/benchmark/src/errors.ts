import { CodedError, type Retry } from '@variegate/ground';

/** What every error of this package has. */
export abstract class BenchmarkError extends CodedError {
  /** Stable name of the failure. */
  abstract override readonly code: `BENCHMARK_${string}`;
  /** Whether trying again could help. */
  readonly retry: Retry = { kind: 'never' };
}

/**
 * An option is outside what it may be; the message names the option and what is allowed.
 *
 * @remedy Give the option a value that the message allows.
 */
export class OptionInvalidError extends BenchmarkError {
  readonly code = 'BENCHMARK_OPTION_INVALID';
  /** Name of the option in the library, such as `testVariants`. */
  readonly option: string;

  /** @param hint - what may have been meant, such as `; did you mean xargs?` */
  constructor(option: string, allowed: string, given: unknown, hint = '') {
    super(`${option} must be ${allowed}, not ${JSON.stringify(given) ?? String(given)}${hint || '.'}`);
    this.option = option;
  }
}

/**
 * Something that was to be measured did not do its work, so its time says nothing.
 *
 * @remedy Make a variant of the same video with `variegate variants`, which says why it fails; then measure again.
 */
export class WorkFailedError extends BenchmarkError {
  readonly code = 'BENCHMARK_WORK_FAILED';
}

/**
 * The benchmark was stopped by its signal; nothing of it is left behind.
 *
 * @remedy Run it again when the machine is free.
 */
export class BenchmarkCancelledError extends BenchmarkError {
  readonly code = 'BENCHMARK_CANCELLED';
  override readonly retry: Retry = { kind: 'now' };
}
