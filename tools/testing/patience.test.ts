import { expect, test } from 'vitest';
import { patienceUnder } from './patience.ts';

test('Limits of time grow with the load of each core, from once to eight times what they are on an idle machine.', () => {
  expect(patienceUnder(0, 2)).toBe(1);
  expect(patienceUnder(2, 2)).toBe(2);
  expect(patienceUnder(2, 64)).toBe(1);
  expect(patienceUnder(300, 2)).toBe(8);
});

test('The limits of this run have it, and tests with waits of their own can read it.', async ({ task }) => {
  const patience = Number(process.env['VARIEGATE_TEST_PATIENCE']);
  expect(patience).toBeGreaterThanOrEqual(1);
  expect(task.timeout).toBe(300_000 * patience);
});
