import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { find, holds } from './evaluate.ts';
import { type Expression, mentions } from './expression.ts';
import { parseExpression } from './parse.ts';
import { comparable, Failure } from './value.ts';

/** What the event that comes must have at a place, by which waits are found. */
export interface Comparison {
  /** JSON text of the place's keys. */
  readonly path: string;
  /** {@link comparable} text of the value. */
  readonly value: string;
}

/** Whether an event could meet a condition, as far as the run's own event decides. */
export function canBeMet(condition: Expression, event: JsonObject): boolean {
  if (condition.kind === 'all') return canBeMet(condition.left, event) && canBeMet(condition.right, event);
  return mentions(condition, 'async') || holds(condition, { event, async: {} });
}

/** A comparison that an event must pass to meet a condition; `undefined` when there is no plain one. */
export function firstComparison(condition: Expression, event: JsonObject): Comparison | undefined {
  if (condition.kind === 'all') {
    return firstComparison(condition.left, event) ?? firstComparison(condition.right, event);
  }
  if (condition.kind !== 'operation' || condition.operator !== '==') return undefined;
  const [left, right] = condition.operands as readonly [Expression, Expression];
  return compared(left, right, event) ?? compared(right, left, event);
}

/** {@link comparable} text of what an event has at a place, given as JSON text; what is missing is null. */
export function comparableAt(event: JsonObject, path: string): string {
  let value: Json = event;
  for (const key of JSON.parse(path) as string[]) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return 'null';
    value = value[key] ?? null;
  }
  return comparable(value);
}

/** Reads the conditions that are kept as text; one that many waits share is read once. */
export class ConditionReader {
  readonly #read = new Map<string, Expression>();

  /** Reads a condition that was found to be one. */
  read(text: string): Expression {
    const known = this.#read.get(text);
    if (known !== undefined) return known;
    const parsed = parseExpression(text, Number.POSITIVE_INFINITY);
    if ('problem' in parsed) throw new Error(`The store holds a condition that cannot be read: ${text}`);
    if (this.#read.size >= MOST_REMEMBERED) this.#read.clear();
    this.#read.set(text, parsed.expression);
    return parsed.expression;
  }
}

const MOST_REMEMBERED = 1_000;

function compared(place: Expression, other: Expression, event: JsonObject): Comparison | undefined {
  if (place.kind !== 'path' || place.root !== 'async' || mentions(other, 'async')) return undefined;
  const keys = place.accessors.flatMap(accessor => ('name' in accessor ? accessor.name : []));
  if (keys.length === 0 || keys.length < place.accessors.length) return undefined;
  const value = find(other, { event, async: {} });
  return value instanceof Failure ? undefined : { path: JSON.stringify(keys), value: comparable(value) };
}
