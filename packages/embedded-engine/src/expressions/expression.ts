/** A value that can be written in an expression; a number is a CEL double. */
export type Literal = string | number | boolean | null;

/** The operators of two values, and the negations of one (`!` and `-`). */
export type Operator =
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '!'
  | 'neg';

/** The functions that can be called, as `size(x)`, or as `x.size()` with the target for the first argument. */
export type FunctionName =
  | 'startsWith'
  | 'endsWith'
  | 'contains'
  | 'size'
  | 'int'
  | 'double'
  | 'string'
  | 'lowercase'
  | 'uppercase';

/** What is done with the elements of a list, as in `x.exists(item, item == 1)`. */
export type MacroName = 'exists' | 'all' | 'filter' | 'map';

/** A part of what is looked up: `.name`, or `[expression]`. */
export type Accessor = { readonly name: string } | { readonly index: Expression };

/** An expression of CEL, as Inngest uses it. Plain data, to be kept as JSON text. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: Literal }
  /** A whole number, in decimal digits: JSON cannot tell it from a double. */
  | { readonly kind: 'int'; readonly digits: string }
  /** `event`, `async`, or the element that a macro is at, and what is looked up in it, step by step. */
  | { readonly kind: 'path'; readonly root: string; readonly accessors: readonly Accessor[] }
  /** What is looked up in what another expression comes to. */
  | { readonly kind: 'access'; readonly of: Expression; readonly accessors: readonly Accessor[] }
  | { readonly kind: 'has'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly operands: readonly Expression[] }
  | {
      readonly kind: 'call';
      readonly name: FunctionName;
      readonly operands: readonly Expression[];
      /** Whether it was written `x.size()`, where what is missing in `x` is an error. */
      readonly isMethod: boolean;
    }
  | { readonly kind: 'all' | 'any'; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'choice';
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [key: Expression, value: Expression])[] }
  | {
      readonly kind: 'macro';
      readonly name: MacroName;
      readonly over: Expression;
      readonly variable: string;
      readonly body: Expression;
    };

/** The parts of an expression. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'int':
      return [];
    case 'path':
      return indexesOf(expression.accessors);
    case 'access':
      return [expression.of, ...indexesOf(expression.accessors)];
    case 'has':
      return [expression.of];
    case 'operation':
    case 'call':
      return expression.operands;
    case 'all':
    case 'any':
      return [expression.left, expression.right];
    case 'choice':
      return [expression.condition, expression.then, expression.otherwise];
    case 'list':
      return expression.items;
    case 'map':
      return expression.entries.flat();
    case 'macro':
      return [expression.over, expression.body];
  }
}

/** Whether an expression speaks of this name. */
export function mentions(expression: Expression, root: string): boolean {
  if (expression.kind === 'path' && expression.root === root) return true;
  return partsOf(expression).some(part => mentions(part, root));
}

function indexesOf(accessors: readonly Accessor[]): readonly Expression[] {
  return accessors.flatMap(accessor => ('index' in accessor ? [accessor.index] : []));
}
