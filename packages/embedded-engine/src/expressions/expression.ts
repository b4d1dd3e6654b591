/** A value that can be written in an expression. */
export type Literal = string | number | boolean | null;

/** A place in one of the two events an expression can speak of. */
export interface Path {
  readonly kind: 'path';
  /** `event` started the run; `async` is the one that has just come. */
  readonly root: 'event' | 'async';
  readonly keys: readonly string[];
}

/** What the engine understands of Inngest's expressions: equality, `&&`, and a choice between two values. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: Literal }
  | Path
  | { readonly kind: 'equal'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'all'; readonly terms: readonly Expression[] }
  | {
      readonly kind: 'choice';
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    };
