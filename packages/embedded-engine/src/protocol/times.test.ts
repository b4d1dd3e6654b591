import { expect, test } from 'vitest';

import { parseDuration, parseTime } from './duration.ts';
import { backoffMs, retryAfterMs } from './retry-delay.ts';

test.for<[text: string, milliseconds: number | undefined]>([
  ['30s', 30_000],
  ['1d12h', 129_600_000],
  ['1w2d3h4m5s', 788_645_000],
  ['250ms', 250],
  ['1.5h', 5_400_000],
  ['', 0],
  ['soon', undefined],
  ['10', undefined],
  ['5s!', undefined],
])('The duration "%s" is %j milliseconds.', ([text, milliseconds]) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test('A time is a duration from now, or a date.', () => {
  expect(parseTime('10s', 5)).toBe(10_005);
  expect(parseTime('1970-01-01T00:00:01.000Z', 5)).toBe(1_000);
  expect(parseTime('whenever', 5)).toBeUndefined();
});

test('The wait after a failure grows from 15 seconds to two hours, with up to 30 seconds more by chance.', () => {
  expect([0, 1, 2, 3, 4, 9, 50].map(attempt => backoffMs(attempt, 0) / 1_000)).toEqual([
    15, 30, 60, 120, 300, 7_200, 7_200,
  ]);
  expect(backoffMs(0, 0.999)).toBe(15_000 + 29_970);
});

test.for<[header: string, milliseconds: number | undefined]>([
  ['30', 30_000],
  ['0', 1_000],
  ['9999999', 86_400_000],
  ['1970-01-01T00:01:00.000Z', 60_000],
  ['1969-12-31T00:00:00.000Z', 1_000],
  ['later', undefined],
])('The header retry-after "%s" asks for %j milliseconds, from one second to one day.', ([header, wait]) => {
  expect(retryAfterMs(header, 0)).toBe(wait);
});
