import { CodedError, type Retry } from '@variegate/ground';

/** What every error of this package has. */
export abstract class EvaluationError extends CodedError {
  /** Stable name of the failure. */
  abstract override readonly code: `EVALUATION_${string}`;
  /** Whether trying again could help. */
  readonly retry: Retry = { kind: 'never' };
}

/**
 * An option is outside what it may be; the message names the option and what is allowed.
 *
 * @remedy Give the option a value that the message allows.
 */
export class OptionInvalidError extends EvaluationError {
  readonly code = 'EVALUATION_OPTION_INVALID';
  /** Name of the option in the library, such as `formats`. */
  readonly option: string;

  constructor(option: string, allowed: string, given: unknown) {
    super(`${option} must be ${allowed}, not ${JSON.stringify(given) ?? String(given)}.`);
    this.option = option;
  }
}

/**
 * A file of predictions or of ground truth is not what it has to be; the message names file, line and reason.
 *
 * @remedy Correct the line that the message names.
 */
export class TableInvalidError extends EvaluationError {
  readonly code = 'EVALUATION_TABLE_INVALID';
  /** Line of the file, from 1; `null` where it is about the whole. */
  readonly line: number | null;

  constructor(file: string, line: number | null, problem: string, options?: ErrorOptions) {
    super(line === null ? `"${file}" ${problem}.` : `Line ${line} of "${file}" ${problem}.`, options);
    this.line = line;
  }
}

/**
 * A folder cannot serve as a set; the message says why and what to do.
 *
 * @remedy Name the output folder of a finished run that has what the message asks for.
 */
export class DatasetUnusableError extends EvaluationError {
  readonly code = 'EVALUATION_DATASET_UNUSABLE';
}

/**
 * A detector of the user's own could not be started, failed, or wrote nothing of use.
 *
 * @remedy Run the command of the message by hand, and mend the detector.
 */
export class DetectorFailedError extends EvaluationError {
  readonly code = 'EVALUATION_DETECTOR_FAILED';
}
