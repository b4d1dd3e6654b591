import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { evaluate, holds } from './evaluate.ts';
import { canBeMet, comparableAt, firstComparison } from './event-condition.ts';
import type { Expression } from './expression.ts';
import { parseExpression } from './parse.ts';
import server from './server-answers.json' with { type: 'json' };
import { Failure, printed, typeOf } from './value.ts';

function parsed(text: string): Expression {
  const result = parseExpression(text);
  if ('problem' in result) throw new Error(`${text} was not understood: ${result.problem}`);
  return result.expression;
}

/** `server-answers.json` holds what the evaluator of Inngest's server 1.43.0 makes of each of these. */
test.for(Object.entries(server.answers))('To an Inngest server, %s comes to %s.', ([text, answer]) => {
  const value = evaluate(parsed(text), { event: server.event as JsonObject });
  const type = typeOf(value);
  expect(value instanceof Failure ? 'error' : `${type} ${printed(value)}`).toBe(answer);
});

test.for<[text: string, value: unknown]>([
  [`event.data.name == 'it\\'s "me"'`, true],
  ['"\\u0041\\x42\\103\\n" == event.data.letters', true],
  ['event.data.toString', false],
  ['event.data.constructor == null', true],
  ['event.data["__proto__"]["polluted"] == 1', false],
])('%s comes to %j.', ([text, value]) => {
  const event = { data: { name: 'it\'s "me"', letters: 'ABC\n' } };
  expect(evaluate(parsed(text), { event })).toEqual(value);
});

test.for([
  'data.n == 1',
  'event.',
  'event.data.n == 1 &&',
  'event.data.n == ',
  'event.data.n = 1',
  'event.data.n === 1',
  '1 2',
  '"open',
  '"\\q"',
  '',
  '()',
  'date(event.data.day) > now()',
  'event.data.s.matches("a+")',
  'event.data.s.startsWith()',
  'size()',
  'has(event)',
  'has(event.data["x"])',
  'event.data.list.exists(x, y == 1)',
  '9223372036854775808',
  '('.repeat(101) + ')'.repeat(101),
  `${'!'.repeat(20_000)}true`,
])('%s is not understood.', text => {
  expect(parseExpression(text)).toHaveProperty('problem');
});

test.for([
  ['event.data.n = 1', 'compared with =='],
  ['event.data.n === 1', 'compared with =='],
  ['event.data.s == "open', 'the text "open is not closed'],
  ['event.data.n == 9223372036854775808', 'the number 9223372036854775808 is too large'],
  ['event.data.n == 1;', '";" is not understood'],
  ['event.data?.n == 1', '. is not expected'],
] as const)('What is wrong with %s is said.', ([text, problem]) => {
  expect(parseExpression(text)).toEqual({ problem: expect.stringContaining(problem) });
});

test('An expression as long as one may be is evaluated.', () => {
  expect(holds(parsed(`1${' + 1'.repeat(998)} == 999`), { event: {} })).toBe(true);
  expect(holds(parsed(`${'!'.repeat(100)}true`), { event: {} })).toBe(true);
});

test('A deeply nested expression that is within the limit is evaluated.', () => {
  const text = `${'('.repeat(99)}event.data.n${')'.repeat(99)} == 3`;
  expect(holds(parsed(text), { event: { data: { n: 3 } } })).toBe(true);
});

const EVENT = { data: { n: 3, nothing: null, o: { a: 1, b: [2] } } };

test.for<[text: string, comes: JsonObject, isMet: boolean]>([
  ['event.data.n == async.data.n', { n: 3 }, true],
  ['event.data.n == async.data.n', { n: 4 }, false],
  ['event.data.n == async.data.n', {}, false],
  ['async.data.n > event.data.n', { n: 4 }, true],
  ['async.data.n > event.data.n', { n: 3 }, false],
  ['async.data.n != event.data.n', { n: 4 }, true],
  ['async.data.kind in ["a", "b"] && async.data.n == event.data.n', { n: 3, kind: 'b' }, true],
  ['async.data.kind in ["a", "b"] && async.data.n == event.data.n', { n: 3, kind: 'c' }, false],
  ['async.data.n == 9 || async.data.n == event.data.n', { n: 3 }, true],
  ['async.data.o == event.data.o', { o: { b: [2], a: 1 } }, true],
  ['event.data.missing == async.data.n', {}, true],
  ['async.data.n == event.data.missing', {}, false],
  ['async.data.n == event.data.nothing', {}, true],
  ['event.data.n == 4 && async.data.n == 1', { n: 1 }, false],
  ['!(async.data.done)', { done: false }, true],
  ['async.data.done', { done: true }, true],
])('A wait for %s is ended by an event with %j: %j.', ([text, data, isMet]) => {
  const condition = parsed(text);
  expect(holds(condition, { event: EVENT, async: { data } })).toBe(isMet);
  if (!isMet) return;
  expect(canBeMet(condition, EVENT)).toBe(true);
  const first = firstComparison(condition, EVENT);
  if (first !== undefined) expect(comparableAt({ data }, first.path)).toBe(first.value);
});

test('A wait is found by the first value that it must have, and one that its own event rules out can be met by none.', () => {
  expect(firstComparison(parsed('async.data.k != "x" && async.data.n == event.data.n'), EVENT)).toEqual({
    path: '["data","n"]',
    value: '3',
  });
  expect(firstComparison(parsed('async.data.n == 1 || async.data.n == 2'), EVENT)).toBeUndefined();
  expect(canBeMet(parsed('event.data.n == 4 && async.data.n == 1'), EVENT)).toBe(false);
});
