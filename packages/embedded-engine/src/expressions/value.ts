import { isJsonObject, type Json } from '../json.ts';

/** What is missing from an event. To Inngest it is no value, and equal to null alone. */
export const MISSING = Symbol('missing');

/** What an expression comes to where it asks for what cannot be done. */
export class Failure {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** Ends an evaluation where a server's breaks down. */
export class EvaluationStopped extends Error {}

/** A value as CEL has them: a whole number is a bigint, a double a number. */
export type Value =
  | null
  | boolean
  | string
  | number
  | bigint
  | readonly Value[]
  | { readonly [key: string]: Value }
  | typeof MISSING
  | Failure;

/** A value that is there. */
export type Known = Exclude<Value, typeof MISSING | Failure>;

/** A list of values that are there. */
export type KnownList = Extract<Known, readonly unknown[]>;

/** Whether a value is there, and no failure. */
export function isKnown(value: Value): value is Known {
  return value !== MISSING && !(value instanceof Failure);
}

/** Whether a value is a list. */
export function isList(value: Value): value is KnownList {
  return Array.isArray(value);
}

/** Whether a value is a map. */
export function isMap(value: Value): value is { readonly [key: string]: Known } {
  return isKnown(value) && isJsonObject(value);
}

/** The name of a value's type, in CEL. */
export function typeOf(value: Value): string {
  if (value === MISSING) return 'missing';
  if (value instanceof Failure) return 'failure';
  if (value === null) return 'null';
  if (isList(value)) return 'list';
  const types: Readonly<Record<string, string>> = {
    boolean: 'bool',
    number: 'double',
    bigint: 'int',
    object: 'map',
  };
  return types[typeof value] ?? 'string';
}

/** Whether two values are equal; a whole number is equal to the double of the same value. */
export function areEqual(a: Value, b: Value): boolean {
  if (isNumber(a) && isNumber(b)) return a >= b && a <= b;
  if (isList(a) && isList(b))
    return a.length === b.length && a.every((item, n) => areEqual(item, b[n] as Value));
  if (!isMap(a) || !isMap(b)) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(key => Object.hasOwn(b, key) && areEqual(a[key] as Value, b[key] as Value))
  );
}

/** Below 0, 0 or above 0 as one value is less than, equal to or greater than another; a failure for what has no order. */
export function compare(a: Value, b: Value): number | Failure {
  if (isNumber(a) && isNumber(b)) return a < b ? -1 : a > b ? 1 : 0;
  // Go compares the bytes of UTF-8.
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  return new Failure('no such overload');
}

/** Whether a value counts as true where a condition is asked for. */
export function isTruthy(value: Value): boolean {
  return isList(value) || isMap(value) || (isKnown(value) && Boolean(value));
}

/** The text that Go prints for a value, which is what it is when it is joined to a text or used as a key. */
export function printed(value: Value): string {
  if (value instanceof Failure) return value.message;
  if (value === null) return 'NULL_VALUE';
  if (value === MISSING) return 'false';
  return printedInside(value);
}

function printedInside(value: Known): string {
  if (value === null) return '<nil>';
  if (typeof value === 'number') return printedDouble(value);
  if (isList(value)) return `[${value.map(item => printedInside(item as Known)).join(' ')}]`;
  if (!isMap(value)) return String(value);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries.map(([key, item]) => `${key}:${printedInside(item)}`).join(' ')}]`;
}

/** The shortest text of a double; from a million on, and below 0.0001, with an exponent of two digits or more. */
export function printedDouble(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : value < 0 ? '-Inf' : 'NaN';
  if (Object.is(value, -0)) return '-0';
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (value === 0 || (power >= -4 && power < 6)) return String(value);
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** Text by which two values can be distinguished or found equal. */
export function comparable(value: Value | Json): string {
  return (
    JSON.stringify(value, (_, part: unknown) => {
      if (typeof part === 'bigint') return Number(part);
      return isJsonObject(part)
        ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : part;
    }) ?? 'null'
  );
}

/** Whether a value is a number of either kind. */
export function isNumber(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}
