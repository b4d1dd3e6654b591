import { expect, test } from 'vitest';
import { EventLog } from './event-log.ts';

async function collect(log: EventLog<string, number>): Promise<(string | number)[]> {
  const seen: (string | number)[] = [];
  for await (const event of log) seen.push(event);
  return seen;
}

test('A reader that keeps up sees everything in its order.', async () => {
  const log = new EventLog<string, number>();
  const seen: (string | number)[] = [];
  const reading = (async () => {
    for await (const event of log) seen.push(event);
  })();
  const turn = () => new Promise(resolve => setImmediate(resolve));
  log.step('started');
  for (const percent of [10, 20, 30]) {
    log.progress(percent);
    await turn();
  }
  log.step('verifying');
  log.step('published');
  log.close();
  await reading;
  expect(seen).toEqual(['started', 10, 20, 30, 'verifying', 'published']);
});

test('A slow reader sees every step, and of the progress only the newest.', async () => {
  const log = new EventLog<string, number>();
  log.step('started');
  const reader = log[Symbol.asyncIterator]();
  expect((await reader.next()).value).toBe('started');
  for (let percent = 0; percent <= 100_000; percent += 1) log.progress(percent);
  expect((await reader.next()).value).toBe(100_000);
  log.progress(100_001);
  log.step('verifying');
  log.close();
  const rest = [];
  for (let next = await reader.next(); !next.done; next = await reader.next()) rest.push(next.value);
  expect(rest).toEqual([100_001, 'verifying']);
});

test('A reader that comes late sees the steps from the beginning, any number of readers the same ones.', async () => {
  const log = new EventLog<string, number>();
  log.step('started');
  log.progress(50);
  log.step('verifying');
  log.close();
  const [first, second] = await Promise.all([collect(log), collect(log)]);
  expect(first).toEqual(['started', 50, 'verifying']);
  expect(second).toEqual(first);
});

test('A reader that waits is woken by the end.', async () => {
  const log = new EventLog<string, number>();
  const reading = collect(log);
  await new Promise(resolve => setImmediate(resolve));
  log.close();
  expect(await reading).toEqual([]);
});
