import { CodedError } from '@variegate/ground';
/**
 * A graph names a filter or an option that is not on the allowlist, or gives an option a value of another type.
 *
 * @remedy Use filters and options of the allowlist; one that is missing there is a change to
 * `core-filters/src/graph/allowed-filters.ts`.
 */
export class GraphNotAllowedError extends CodedError {
  readonly code = 'GRAPH_NOT_ALLOWED';
  readonly retry = { kind: 'never' } as const;

  constructor(message: string) {
    super(message);
  }
}

/**
 * A text is not a filtergraph of the form that {@link serializeGraph} writes.
 *
 * @remedy Pass a graph that this package has written.
 */
export class GraphSyntaxError extends CodedError {
  readonly code = 'GRAPH_SYNTAX';
  readonly retry = { kind: 'never' } as const;
  /** Offset into the text, in UTF-16 code units. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(`${message} at offset ${offset}`);
    this.offset = offset;
  }
}
