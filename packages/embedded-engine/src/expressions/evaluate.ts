import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Expression } from './expression.ts';

/** The value at a path. To Inngest, a missing value is null, and equal to any other missing value. */
export function valueAt(root: JsonObject, keys: readonly string[]): Json {
  let value: Json = root;
  for (const key of keys) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return null;
    value = value[key] ?? null;
  }
  return value;
}

/** Text by which two values can be distinguished or found equal. */
export function comparable(value: Json): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isJsonObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

/** What an expression that speaks of `event` alone comes to. */
export function evaluate(expression: Expression, event: JsonObject): Json {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'path':
      return valueAt(event, expression.keys);
    case 'equal':
      return comparable(evaluate(expression.left, event)) === comparable(evaluate(expression.right, event));
    case 'all':
      return expression.terms.every(term => evaluate(term, event) === true);
    case 'choice':
      return evaluate(expression.condition, event) === true
        ? evaluate(expression.then, event)
        : evaluate(expression.otherwise, event);
  }
}
