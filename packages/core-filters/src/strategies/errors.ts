/** An entry of `only` or `exclude` is neither a transformation nor a layer. */
export class SelectionUnknownError extends Error {
  readonly code = 'SELECTION_UNKNOWN';
  readonly retry = { kind: 'never' } as const;
  /** What is allowed. */
  readonly allowed: readonly string[];

  constructor(entry: string, allowed: readonly string[]) {
    super(
      `${JSON.stringify(entry)} is neither a transformation nor a layer; allowed are ${allowed.join(', ')}.`,
    );
    this.name = 'SelectionUnknownError';
    this.allowed = allowed;
  }
}
