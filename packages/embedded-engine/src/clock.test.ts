import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createSystemClock } from './clock.ts';
import { openTestEngine } from './testing/open-test-engine.ts';

const NOON = Date.UTC(2026, 0, 1, 12);
const HOUR_MS = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
});
afterEach(() => {
  vi.useRealTimers();
});

test('What was due while the machine slept, or its clock was set forward, is done within half a minute.', () => {
  const clock = createSystemClock();
  const wokenAt: number[] = [];
  const wait = () => {
    wokenAt.push(clock.now());
    if (clock.now() < NOON + 2 * HOUR_MS) clock.wakeAt(NOON + 2 * HOUR_MS, wait);
  };
  clock.wakeAt(NOON + 2 * HOUR_MS, wait);
  vi.setSystemTime(NOON + 8 * HOUR_MS);
  vi.advanceTimersByTime(30_000);
  expect(wokenAt.at(-1)).toBeGreaterThanOrEqual(NOON + 8 * HOUR_MS);
});

test('Time continues at its pace when the clock of the machine is set back.', () => {
  const clock = createSystemClock();
  expect(clock.now()).toBe(NOON);
  vi.setSystemTime(NOON - HOUR_MS);
  expect(clock.now()).toBe(NOON);
  vi.advanceTimersByTime(10_000);
  expect(clock.now()).toBe(NOON + 10_000);
  vi.setSystemTime(NOON + HOUR_MS);
  expect(clock.now()).toBe(NOON + HOUR_MS);
});

test('A run that sleeps after the clock was set back wakes in time.', async () => {
  vi.useFakeTimers({ now: NOON, toFake: ['Date'] });
  await using setup = await openTestEngine(client => [
    client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async ({ step }) => {
      await step.sleep('nap', '1s');
      return 'awake';
    }),
  ]);
  const start = async () => {
    const { ids } = await setup.client.send({ name: 'go' });
    const [run] = setup.engine.listRuns({ eventId: ids[0] });
    return setup.engine.waitForRun(String(run?.id));
  };
  expect(await start()).toEqual({ status: 'completed', output: 'awake' });
  vi.setSystemTime(NOON - HOUR_MS);
  expect(await start()).toEqual({ status: 'completed', output: 'awake' });
});
