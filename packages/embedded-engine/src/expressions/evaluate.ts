import type { Json, JsonObject } from '../json.ts';
import { type Accessor, type Expression, partsOf } from './expression.ts';
import { operate } from './operations.ts';
import {
  EvaluationStopped,
  Failure,
  isKnown,
  isList,
  isMap,
  isTruthy,
  type Known,
  MISSING,
  type Value,
} from './value.ts';

/** What an expression can speak of. */
export interface Scope {
  /** The event that started the run. */
  readonly event: JsonObject;
  /** The event that has just come. */
  readonly async?: JsonObject;
}

type Names = ReadonlyMap<string, Value>;

interface Context {
  readonly names: Names;
  /** The places that the expression speaks of and that are not there. */
  readonly missing: readonly (readonly string[])[];
  /** Whether the expression was kept until another event came. */
  readonly isKept: boolean;
}

/**
 * What an expression comes to, as an Inngest server finds it; `false` where that is a value that is missing.
 *
 * @see {@link https://github.com/inngest/inngest/tree/main/pkg/expressions}
 */
export function evaluate(expression: Expression, scope: Scope): Known | Failure {
  const value = find(expression, scope);
  return value === MISSING ? false : value;
}

/** What an expression comes to; {@link MISSING} where that is a value that is not there. */
export function find(expression: Expression, scope: Scope): Value {
  const names = new Map<string, Value>(Object.entries(scope));
  const missing = placesIn(expression).filter(place => !isThere(place, names));
  try {
    return resultOf(expression, { names, missing, isKept: scope.async !== undefined });
  } catch (error) {
    if (error instanceof EvaluationStopped) return new Failure(error.message);
    throw error;
  }
}

/** Whether an event, or two, meet a condition. */
export function holds(expression: Expression, scope: Scope): boolean {
  return evaluate(expression, scope) === true;
}

function resultOf(expression: Expression, context: Context): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'int':
      return BigInt(expression.digits);
    case 'path':
      return lookUp(expression.root, expression.accessors, context);
    case 'access':
      return follow(resultOf(expression.of, context), qualifiersOf(expression.accessors, context));
    case 'has':
      return has(expression, context);
    case 'operation':
    case 'call': {
      const name = expression.kind === 'call' ? expression.name : expression.operator;
      return operate(name, operandsOf(expression.operands, context));
    }
    case 'any':
    case 'all':
      return either(expression.kind, resultOf(expression.left, context), resultOf(expression.right, context));
    case 'choice':
      return resultOf(
        isTruthy(resultOf(expression.condition, context)) ? expression.then : expression.otherwise,
        context,
      );
    case 'list':
      return known(expression.items.map(item => resultOf(item, context)));
    case 'map':
      return mapOf(expression, context);
    case 'macro':
      return each(expression, context);
  }
}

/** In an expression that it keeps, a server writes null for what is missing in `event`, on the left side alone. */
function operandsOf(operands: readonly Expression[], context: Context): readonly Value[] {
  const [first, ...others] = operands.map(operand => resultOf(operand, context));
  const isNull =
    context.isKept && first === MISSING && operands[0]?.kind === 'path' && operands[0].root === 'event';
  return [isNull ? null : (first as Value), ...others];
}

/** As in JavaScript: the first value that decides, else the last. */
function either(kind: 'any' | 'all', left: Value, right: Value): Value {
  if (isTruthy(left) === (kind === 'any')) return left;
  return right;
}

function lookUp(root: string, accessors: readonly Accessor[], context: Context): Value {
  const qualifiers = qualifiersOf(accessors, context);
  const bad = qualifiers.find(qualifier => !isKnown(qualifier));
  if (bad !== undefined) return bad;
  return isMissing([root, ...qualifiers], context) ? MISSING : foundAt(root, qualifiers, context);
}

function foundAt(root: string, qualifiers: readonly Value[], { names }: Context): Value {
  const value = names.get(root);
  return value === undefined ? new Failure(`no such attribute(s): ${root}`) : follow(value, qualifiers);
}

/** A place that is missing takes those with it that it lies in, so that the server finds them missing too. */
function isMissing(place: readonly Value[], { missing }: Context): boolean {
  return missing.some(other => place.slice(0, other.length).every((key, n) => key === other[n]));
}

function follow(value: Value, qualifiers: readonly Value[]): Value {
  let found = value;
  for (const qualifier of qualifiers) {
    if (!isKnown(found)) return found;
    if (!isKnown(qualifier)) return qualifier;
    found = item(found, qualifier);
  }
  return found;
}

function item(container: Known, key: Known): Value {
  if (isList(container)) {
    if (typeof key !== 'bigint' && !(typeof key === 'number' && Number.isInteger(key))) {
      return new Failure(`unsupported index type '${typeof key}' in list`);
    }
    const index = Number(key);
    return index in container ? (container[index] as Value) : new Failure(`index out of bounds: ${key}`);
  }
  if (!isMap(container)) return new Failure('no such overload');
  const isThere = typeof key === 'string' && Object.hasOwn(container, key);
  return isThere ? (container[key] as Value) : new Failure(`no such key: ${String(key)}`);
}

function qualifiersOf(accessors: readonly Accessor[], context: Context): readonly Value[] {
  return accessors.map(accessor => ('name' in accessor ? accessor.name : resultOf(accessor.index, context)));
}

function has({ of, name }: Extract<Expression, { kind: 'has' }>, context: Context): Value {
  let container: Value;
  if (of.kind === 'path') {
    const qualifiers = qualifiersOf(of.accessors, context);
    if (isMissing([of.root, ...qualifiers, name], context)) return MISSING;
    container = foundAt(of.root, qualifiers, context);
  } else {
    container = resultOf(of, context);
  }
  if (!isKnown(container)) return container;
  return isMap(container) ? Object.hasOwn(container, name) : new Failure('no such overload');
}

function mapOf({ entries }: Extract<Expression, { kind: 'map' }>, context: Context): Value {
  const pairs = entries.map(pair => known(pair.map(part => resultOf(part, context))));
  const bad = pairs.find(pair => !isList(pair) || typeof pair[0] !== 'string');
  if (bad !== undefined) return isList(bad) ? new Failure('unsupported key type') : bad;
  return Object.fromEntries(pairs as [string, Known][]);
}

/** The list of these values, unless one of them is missing or failed. */
function known(values: readonly Value[]): Value {
  return values.find(value => !isKnown(value)) ?? values;
}

function each(macro: Extract<Expression, { kind: 'macro' }>, context: Context): Value {
  const over = resultOf(macro.over, context);
  const items = isMap(over) ? Object.keys(over) : over;
  if (!isList(items)) return isKnown(items) ? new Failure('no such overload') : items;
  const valueFor = (element: Value): Value =>
    resultOf(macro.body, { ...context, names: new Map([...context.names, [macro.variable, element]]) });
  switch (macro.name) {
    case 'exists':
      return foldUntil(items, true, (so, element) => either('any', so, valueFor(element)));
    case 'all':
      return foldUntil(items, false, (so, element) => either('all', so, valueFor(element)));
    case 'filter':
      return items.filter(element => isTruthy(valueFor(element)));
    case 'map':
      return known(items.map(valueFor));
  }
}

function foldUntil(items: readonly Value[], end: boolean, next: (so: Value, element: Value) => Value): Value {
  let so: Value = !end;
  for (const element of items) {
    so = next(so, element);
    if (so === end) break;
  }
  return so;
}

const placesByExpression = new WeakMap<Expression, readonly (readonly string[])[]>();

/** The places that the server looks for before it evaluates an expression: those that it speaks of by name. */
function placesIn(expression: Expression): readonly (readonly string[])[] {
  const known = placesByExpression.get(expression);
  if (known !== undefined) return known;
  const places = findPlaces(expression);
  placesByExpression.set(expression, places);
  return places;
}

function findPlaces(expression: Expression): readonly (readonly string[])[] {
  switch (expression.kind) {
    case 'path':
      return placesOf(expression.root, expression.accessors);
    case 'has': {
      const { of, name } = expression;
      return of.kind === 'path' ? placesOf(of.root, [...of.accessors, { name }]) : [];
    }
    case 'access': {
      const last = expression.accessors.at(-1);
      return last !== undefined && 'index' in last ? partsOf(expression).flatMap(findPlaces) : [];
    }
    case 'call':
      return expression.operands.slice(expression.isMethod ? 1 : 0).flatMap(findPlaces);
    case 'macro':
      return findPlaces(expression.over);
    case 'list':
    case 'map':
      return [];
    default:
      return partsOf(expression).flatMap(findPlaces);
  }
}

function placesOf(root: string, accessors: readonly Accessor[]): readonly (readonly string[])[] {
  const last = accessors.at(-1);
  if (last === undefined) return [];
  if ('index' in last) return [...placesOf(root, accessors.slice(0, -1)), ...findPlaces(last.index)];
  const start = accessors.findLastIndex(accessor => 'index' in accessor) + 1;
  const names = accessors.slice(start).flatMap(accessor => ('name' in accessor ? accessor.name : []));
  if (start === 0) return [[root, ...names]];
  const [first] = accessors;
  const key = start === 1 && first !== undefined && 'index' in first ? first.index : undefined;
  return key?.kind === 'literal' && typeof key.value === 'string' ? [[root, key.value, ...names]] : [];
}

function isThere(place: readonly string[], names: Names): boolean {
  const [root = '', ...keys] = place;
  let value: Value | undefined = names.get(root);
  for (const key of keys) {
    if (value === undefined || !isMap(value) || !Object.hasOwn(value, key)) return false;
    value = value[key] as Json;
  }
  return value !== undefined;
}
