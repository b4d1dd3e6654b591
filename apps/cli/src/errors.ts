/** The command was called in a way that makes no sense; nothing was started. */
export class UsageError extends Error {
  readonly code = 'CLI_USAGE';
  readonly retry = { kind: 'never' } as const;

  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
