import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readDuration, readTime } from './read-duration.ts';

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const WORDS = {
  ms: ['ms', 'millisecond', 'milliseconds'],
  s: ['s', 'sec', 'secs', 'second', 'seconds'],
  m: ['m', 'min', 'mins', 'minute', 'minutes'],
  h: ['h', 'hr', 'hrs', 'hour', 'hours'],
  d: ['d', 'day', 'days'],
  w: ['w', 'week', 'weeks'],
};

const part = fc
  .record({ amount: fc.nat(1_000), unit: fc.constantFrom(...(Object.keys(UNITS) as (keyof typeof UNITS)[])) })
  .chain(({ amount, unit }) =>
    fc.record({
      ms: fc.constant(amount * UNITS[unit]),
      text: fc
        .constantFrom(...WORDS[unit])
        .chain(word => fc.constantFrom(`${amount}${word}`, `${amount} ${word}`)),
    }),
  );

test('Durations are read in words and in short, alone and together.', () => {
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(' ', ', '),
      (parts, comma) => {
        const sum = parts.reduce((total, { ms }) => total + ms, 0);
        expect(readDuration(parts.map(({ text }) => text).join(comma))).toBe(sum);
      },
    ),
  );
  expect(readDuration('1d12h')).toBe(36 * UNITS.h);
  expect(readDuration('1.5 hours')).toBe(90 * UNITS.m);
  expect(readDuration(250)).toBe(250);
});

test.each([
  '',
  ' ',
  'days',
  '2',
  '2 fortnights',
  '1 day ago',
  'two days',
  '1 - 2 days',
  Number.POSITIVE_INFINITY,
])('%j is no duration.', text => {
  expect(() => readDuration(text)).toThrow('cannot be read');
});

test('A time is a date, a text or milliseconds.', () => {
  const times = [new Date(86_400_000), '1970-01-02T00:00:00Z', 86_400_000].map(readTime);
  expect(times).toEqual([86_400_000, 86_400_000, 86_400_000]);
});
