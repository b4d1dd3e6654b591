/** The command was called in a way that makes no sense; nothing was started. */
export class UsageError extends Error {
  readonly code = 'CLI_USAGE';
  readonly retry = { kind: 'never' } as const;

  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** Nothing answers where the service should be. */
export class ServiceUnreachableError extends Error {
  readonly code = 'CLI_SERVICE_UNREACHABLE';
  readonly retry = { kind: 'after', afterMs: 5_000 } as const;

  constructor(url: string, options?: ErrorOptions) {
    super(`No service answers at ${url}. "variegate serve" starts one; --url names another.`, options);
    this.name = 'ServiceUnreachableError';
  }
}

/** The service does not do what it was asked for. */
export class ServiceRefusedError extends Error {
  readonly code = 'CLI_SERVICE_REFUSED';
  readonly retry = { kind: 'never' } as const;
  /** The status of its answer. */
  readonly status: number;

  constructor(status: number, message: string | undefined) {
    super(`The service refuses (${status}): ${message ?? 'it does not say why.'}`);
    this.name = 'ServiceRefusedError';
    this.status = status;
  }
}
