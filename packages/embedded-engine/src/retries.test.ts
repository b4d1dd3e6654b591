import { RetryAfterError } from 'inngest';
import { expect, test } from 'vitest';

import { ManualClock } from './clock.ts';
import { openTestEngine } from './testing/open-test-engine.ts';

test('A step that keeps failing is tried again after 15, 30 and 60 seconds and up to 30 more, then fails.', async () => {
  const clock = new ManualClock();
  const starts: number[] = [];
  await using setup = await openTestEngine(
    client => [
      client.createFunction({ id: 'f', retries: 3, triggers: [{ event: 'go' }] }, async ({ step }) =>
        step.run('doomed', () => {
          starts.push(clock.now());
          throw new Error('no');
        }),
      ),
    ],
    { clock },
  );
  const runId = setup.engine.invoke('app-f');
  for (let second = 0; second < 240; second += 1) {
    await setup.engine.idle();
    clock.advance(1_000);
  }
  await setup.engine.idle();
  const waits = starts.slice(1).map((start, n) => (start - Number(starts[n])) / 1_000);
  expect(waits).toHaveLength(3);
  for (const [n, base] of [15, 30, 60].entries()) {
    expect(waits[n]).toBeGreaterThanOrEqual(base);
    expect(waits[n]).toBeLessThanOrEqual(base + 31);
  }
  const run = setup.engine.getRun(runId);
  expect(run.status).toBe('failed');
  expect(run.steps[0]?.attempts).toBe(4);
  expect(run.steps[0]?.failures.map(({ attempt, error }) => [attempt, error.message])).toEqual([
    [0, 'no'],
    [1, 'no'],
    [2, 'no'],
    [3, 'no'],
  ]);
});

test('A function whose retries are not set makes five attempts, as on a server.', async () => {
  const clock = new ManualClock();
  let attempts = 0;
  await using setup = await openTestEngine(
    client => [
      client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async () => {
        attempts += 1;
        throw new Error('no');
      }),
    ],
    { clock },
  );
  const runId = setup.engine.invoke('app-f');
  for (let round = 0; round < 8; round += 1) {
    await setup.engine.idle();
    clock.advance(3_600_000);
  }
  expect(attempts).toBe(5);
  expect(setup.engine.getRun(runId)).toMatchObject({ status: 'failed', error: { message: 'no' } });
  expect(setup.engine.getRun(runId).failures).toHaveLength(5);
});

test('A RetryAfterError with a date is tried again at that date, and not before.', async () => {
  const clock = new ManualClock();
  const starts: number[] = [];
  const at = clock.now() + 7_200_000;
  await using setup = await openTestEngine(
    client => [
      client.createFunction({ id: 'f', retries: 1, triggers: [{ event: 'go' }] }, async ({ step, attempt }) =>
        step.run('a', () => {
          starts.push(clock.now());
          if (attempt === 0) throw new RetryAfterError('later', new Date(at));
          return 'done';
        }),
      ),
    ],
    { clock },
  );
  const runId = setup.engine.invoke('app-f');
  await setup.engine.idle();
  clock.advance(7_199_000);
  await setup.engine.idle();
  expect(starts).toHaveLength(1);
  clock.advance(1_000);
  await setup.engine.idle();
  expect(starts.at(-1)).toBe(at);
  expect(setup.engine.getRun(runId).output).toBe('done');
});
