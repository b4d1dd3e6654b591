import { expect, test } from 'vitest';

import { parseCron } from './cron-schedule.ts';

/** A Thursday. */
const NEW_YEAR = '2026-01-01T00:00:00Z';

function nextTimes(expression: string, from: string, count = 3): readonly string[] {
  const schedule = parseCron(expression);
  let at = Date.parse(from);
  return Array.from({ length: count }, () => {
    at = schedule?.nextAfter(at) ?? Number.NaN;
    return new Date(at).toISOString().slice(0, 16);
  });
}

test.for<[expression: string, times: readonly string[]]>([
  ['* * * * *', ['2026-01-01T00:01', '2026-01-01T00:02', '2026-01-01T00:03']],
  ['*/20 * * * *', ['2026-01-01T00:20', '2026-01-01T00:40', '2026-01-01T01:00']],
  ['5/25 * * * *', ['2026-01-01T00:05', '2026-01-01T00:30', '2026-01-01T00:55']],
  ['30 9 * * MON-FRI', ['2026-01-01T09:30', '2026-01-02T09:30', '2026-01-05T09:30']],
  ['0 0 1 jan,Jul ?', ['2026-07-01T00:00', '2027-01-01T00:00', '2027-07-01T00:00']],
  ['0 0 13 * 5', ['2026-01-02T00:00', '2026-01-09T00:00', '2026-01-13T00:00']],
  ['  0   12 29 2  * ', ['2028-02-29T12:00', '2032-02-29T12:00', '2036-02-29T12:00']],
])('After New Year 2026 the expression "%s" names %j, in UTC.', ([expression, times]) => {
  expect(nextTimes(expression, NEW_YEAR)).toEqual(times);
});

test.for<[expression: string, from: string, times: readonly string[]]>([
  ['TZ=Europe/Warsaw 0 9 * * *', '2026-03-28T00:00Z', ['2026-03-28T08:00', '2026-03-29T07:00']],
  ['CRON_TZ=Asia/Kolkata 0 0 * * *', NEW_YEAR, ['2026-01-01T18:30', '2026-01-02T18:30']],
  // The clocks go from 2 to 3 o'clock: half past two comes at three, and every hour once.
  ['TZ=Europe/Warsaw 30 2 * * *', '2026-03-28T12:00Z', ['2026-03-29T01:00', '2026-03-30T00:30']],
  ['TZ=Europe/Warsaw 0 * * * *', '2026-03-29T00:00Z', ['2026-03-29T01:00', '2026-03-29T02:00']],
  // From 3 back to 2 o'clock: half past two comes once, and every hour as often as it is.
  ['TZ=Europe/Warsaw 30 2 * * *', '2026-10-25T00:00Z', ['2026-10-25T00:30', '2026-10-26T01:30']],
  ['TZ=Europe/Warsaw 0 * * * *', '2026-10-24T23:30Z', ['2026-10-25T00:00', '2026-10-25T01:00']],
])(
  'The expression "%s" follows the clocks of its time zone: after %s it names %j.',
  ([expression, from, times]) => {
    expect(nextTimes(expression, from, 2)).toEqual(times);
  },
);

test('An expression that names no time at all is read, and never comes round.', () => {
  expect(parseCron('0 0 30 2 *')?.nextAfter(0)).toBe(Number.POSITIVE_INFINITY);
});

test.for([
  '',
  '* * * *',
  '0 * * * * *',
  '@hourly',
  'every minute',
  '60 * * * *',
  '0 24 * * *',
  '0 0 0 * *',
  '0 0 * 13 *',
  '0 0 * * 7',
  '0 0 * * xyz',
  '0 0 L * *',
  '0 0 15W * *',
  '0 0 * * 5#2',
  '0 0 1 * +MON',
  '5-1 * * * *',
  '*/0 * * * *',
  '/5 * * * *',
  'TZ=Nowhere/Else 0 0 * * *',
  'TZ=Europe/Warsaw',
  '2026-01-01T00:00:00',
])('The text "%s" is not a cron expression to a server, nor here.', text => {
  expect(parseCron(text)).toBeUndefined();
});
