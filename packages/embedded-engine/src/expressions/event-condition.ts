import type { JsonObject } from '../json.ts';
import { comparable, evaluate, valueAt } from './evaluate.ts';
import type { Expression, Path } from './expression.ts';

/** One comparison of the event that comes: what must be at a path. */
export interface Comparison {
  /** JSON text of the path's keys. */
  readonly path: string;
  /** {@link comparable} text of the value. */
  readonly value: string;
}

/** What an event must be like to end a wait: all comparisons hold. */
export type EventCondition = readonly Comparison[];

/** Whether an expression is a condition on an event: equalities, joined by `&&`, between values. */
export function isCondition(expression: Expression): boolean {
  switch (expression.kind) {
    case 'equal':
      return (
        isPlain(expression.left) &&
        isPlain(expression.right) &&
        !(isAsync(expression.left) && isAsync(expression.right))
      );
    case 'all':
      return expression.terms.every(isCondition);
    case 'literal':
      return typeof expression.value === 'boolean';
    case 'path':
    case 'choice':
      return false;
  }
}

/** Whether an expression speaks of the event that comes, and not only of the one that started the run. */
export function mentionsAsync(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
      return false;
    case 'path':
      return isAsync(expression);
    case 'equal':
      return mentionsAsync(expression.left) || mentionsAsync(expression.right);
    case 'all':
      return expression.terms.some(mentionsAsync);
    case 'choice':
      return [expression.condition, expression.then, expression.otherwise].some(mentionsAsync);
  }
}

/**
 * Puts the values of the run's own event into a condition, so that only what the coming event must be like is
 * left. Returns `undefined` when no event can meet it.
 */
export function bindCondition(expression: Expression, event: JsonObject): EventCondition | undefined {
  const terms = expression.kind === 'all' ? expression.terms : [expression];
  const comparisons: Comparison[] = [];
  for (const term of terms) {
    const bound = term.kind === 'all' ? bindCondition(term, event) : bindTerm(term, event);
    if (bound === undefined) return undefined;
    comparisons.push(...bound);
  }
  return comparisons;
}

/** Whether an event meets a condition. */
export function meets(condition: EventCondition, event: JsonObject): boolean {
  return condition.every(({ path, value }) => comparableAt(event, path) === value);
}

/** {@link comparable} text of what an event has at a path, given as JSON text. */
export function comparableAt(event: JsonObject, path: string): string {
  return comparable(valueAt(event, JSON.parse(path) as string[]));
}

function isPlain(expression: Expression): boolean {
  return expression.kind === 'literal' || expression.kind === 'path';
}

function bindTerm(term: Expression, event: JsonObject): EventCondition | undefined {
  if (term.kind !== 'equal') return evaluate(term, event) === true ? [] : undefined;
  const { left, right } = term;
  if (isAsync(left)) return compareAsync(left, right, event);
  if (isAsync(right)) return compareAsync(right, left, event);
  return evaluate(term, event) === true ? [] : undefined;
}

function compareAsync(path: Path, other: Expression, event: JsonObject): EventCondition {
  return [{ path: JSON.stringify(path.keys), value: comparable(evaluate(other, event)) }];
}

function isAsync(expression: Expression): expression is Path {
  return expression.kind === 'path' && expression.root === 'async';
}
