import { expect, test } from 'vitest';

import { evaluate } from './evaluate.ts';
import { bindCondition, isCondition, meets } from './event-condition.ts';
import type { Expression } from './expression.ts';
import { parseExpression } from './parse.ts';

const EVENT = { data: { n: 3, name: 'it\'s "me"', deep: { 'odd key': [1, 2] }, nothing: null } };

function parsed(text: string): Expression {
  const expression = parseExpression(text);
  if (expression === undefined) throw new Error(`${text} was not understood`);
  return expression;
}

test.for<[text: string, value: unknown]>([
  ['event.data.n', 3],
  ['event.data.missing', null],
  ['event.data.n.deeper', null],
  ['event.data.toString', null],
  ['event.data["n"]', 3],
  ["event.data.deep['odd key']", [1, 2]],
  ['120', 120],
  ['-1.5', -1.5],
  [`event.data.name == 'it\\'s "me"'`, true],
  ['event.data.n == 3 && event.data.nothing == null', true],
  ['event.data.n == "3"', false],
  ['event.data.missing == null', true],
  ['event.data.missing == event.data.absent', true],
  ['event.data.missing == ""', false],
  ['(event.data.n == 3) ? 10 : 20', 10],
  ['event.data.n == 4 ? 10 : event.data.n == 3 ? 15 : 20', 15],
])('%s comes to %j.', ([text, value]) => {
  expect(evaluate(parsed(text), EVENT)).toEqual(value);
});

test.for([
  'event.data.n > 3',
  'event.data.n != 3',
  'event.data.a || event.data.b',
  'event.data.n + 1',
  'size(event.data.list)',
  'event',
  'event.',
  'event.data.',
  'data.n == 1',
  'event.data[0]',
  'event.data.n == 1 &&',
  'event.data.n == ',
  '1 2',
  '"open',
  '',
])('%s is not understood.', text => {
  expect(parseExpression(text)).toBeUndefined();
});

test.for<[text: string, isOne: boolean]>([
  ['event.data.n == async.data.n', true],
  ['async.data.n == 1 && event.data.n == 3', true],
  ['true', true],
  ['event.data.n', false],
  ['async.data.a == async.data.b', false],
  ['event.data.n == 1 ? true : false', false],
])('%s is a condition on an event: %j.', ([text, isOne]) => {
  expect(isCondition(parsed(text))).toBe(isOne);
});

test('A condition is bound to the event of the run, and then tried on the events that come.', () => {
  const condition = bindCondition(parsed('event.data.n == async.data.n && async.data.kind == "k"'), EVENT);
  expect(condition).toBeDefined();
  if (condition === undefined) return;
  expect(meets(condition, { data: { n: 3, kind: 'k' } })).toBe(true);
  expect(meets(condition, { data: { n: 3, kind: 'other' } })).toBe(false);
  expect(meets(condition, { data: { kind: 'k' } })).toBe(false);
});

test('Objects and lists are equal when they hold the same, in whatever order of keys.', () => {
  const condition = bindCondition(parsed('async.data.o == event.data.o'), { data: { o: { a: 1, b: [2] } } });
  expect(condition && meets(condition, { data: { o: { b: [2], a: 1 } } })).toBe(true);
});

test('A condition that the event of the run rules out can be met by no event.', () => {
  expect(bindCondition(parsed('event.data.n == 4 && async.data.n == 1'), EVENT)).toBeUndefined();
});
