import { CodedError } from '@variegate/ground';

/**
 * The command line is invalid; nothing was started.
 *
 * @remedy Follow the message; `variegate <command> --help` lists what a command takes.
 */
export class UsageError extends CodedError {
  override readonly code = 'CLI_USAGE';
  override readonly retry = { kind: 'never' } as const;
}

/**
 * The file that `--log-file` names cannot be a log; nothing was started.
 *
 * @remedy Name a file in a folder that can be written, one that does not exist or a log of before.
 */
export class LogFileUnusableError extends CodedError {
  override readonly code = 'CLI_LOG_FILE_UNUSABLE';
  override readonly retry = { kind: 'never' } as const;

  constructor(path: string, problem: string, options?: ErrorOptions) {
    super(`The log "${path}" ${problem}. Name another file with --log-file.`, options);
  }
}

/**
 * Nothing answers where the service should be.
 *
 * @remedy Start the service with `variegate serve`, or name its address with `--url`.
 */
export class ServiceUnreachableError extends CodedError {
  override readonly code = 'CLI_SERVICE_UNREACHABLE';
  override readonly retry = { kind: 'after', afterMs: 5_000 } as const;

  constructor(url: string, options?: ErrorOptions) {
    super(`No service answers at ${url}. "variegate serve" starts one; --url names another.`, options);
  }
}

/**
 * The service refused the request.
 *
 * @remedy Follow the message; where it asks for a token, set `VARIEGATE_TOKEN` to that of the service.
 */
export class ServiceRefusedError extends CodedError {
  override readonly code = 'CLI_SERVICE_REFUSED';
  override readonly retry = { kind: 'never' } as const;
  /** The status of its answer. */
  readonly status: number;

  constructor(status: number, message: string | undefined) {
    super(`The service refuses (${status}): ${message ?? 'it does not say why.'}`);
    this.status = status;
  }
}
