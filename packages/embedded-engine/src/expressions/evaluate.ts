import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Expression } from './expression.ts';

/** The value at a path; `undefined` when there is none. */
export function valueAt(root: JsonObject, keys: readonly string[]): Json | undefined {
  let value: Json | undefined = root;
  for (const key of keys) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** Text by which two values can be told apart or found equal. */
export function comparable(value: Json): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isJsonObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

/**
 * What an expression that speaks of `event` alone comes to; `undefined` where a path leads nowhere.
 * Nothing equals a value that is not there, not even another such value.
 */
export function evaluate(expression: Expression, event: JsonObject): Json | undefined {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'path':
      return expression.root === 'event' ? valueAt(event, expression.keys) : undefined;
    case 'equal': {
      const left = evaluate(expression.left, event);
      const right = evaluate(expression.right, event);
      return left !== undefined && right !== undefined && comparable(left) === comparable(right);
    }
    case 'all':
      return expression.terms.every(term => evaluate(term, event) === true);
    case 'choice':
      return evaluate(expression.condition, event) === true
        ? evaluate(expression.then, event)
        : evaluate(expression.otherwise, event);
  }
}
