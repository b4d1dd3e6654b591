import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';

import { ManualClock } from './clock.ts';
import { EngineClosedError, FunctionNotFoundError, RunNotFoundError } from './errors.ts';
import type { RunEvent } from './inspection/run-event.ts';
import { openTestEngine } from './testing/open-test-engine.ts';

test('A watcher gets every change of a run, in order.', async () => {
  await using setup = await openTestEngine(client => [
    client.createFunction({ id: 'f', retries: 1, triggers: [{ event: 'go' }] }, async ({ step }) => {
      await step.run('a', () => 1);
      await step.sleep('nap', '1s');
      return step.run('b', () => 2);
    }),
  ]);
  const seen: RunEvent[] = [];
  const events = setup.engine.runEvents();
  const watching = (async () => {
    for await (const event of events) seen.push(event);
  })();
  const runId = setup.engine.invoke('app-f');
  await setup.engine.waitForRun(runId);
  await setup.engine.drain();
  await watching;
  expect(seen.map(event => ('stepName' in event ? `${event.type} ${event.stepName}` : event.type))).toEqual([
    'run:queued',
    'run:started',
    'step:succeeded a',
    'step:found nap',
    'step:succeeded nap',
    'step:succeeded b',
    'run:completed',
  ]);
  expect(seen.every(event => event.runId === runId)).toBe(true);
});

test('A cancelled run runs no further step, and the answer of the one under way is thrown away.', async () => {
  const ran: string[] = [];
  await using setup = await openTestEngine(client => [
    client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async ({ step }) => {
      await step.run('a', async () => {
        ran.push('a');
        await sleep(100);
      });
      await step.run('b', () => ran.push('b'));
    }),
  ]);
  const runId = setup.engine.invoke('app-f');
  while (ran.length === 0) await sleep(1);
  expect(setup.engine.cancelRun(runId)).toBe(true);
  expect(setup.engine.cancelRun(runId)).toBe(false);
  expect((await setup.engine.waitForRun(runId)).status).toBe('cancelled');
  await setup.engine.idle();
  expect(ran).toEqual(['a']);
  expect(setup.engine.getRun(runId).steps).toEqual([]);
});

test('A step that invoked a run fails when that run is cancelled.', async () => {
  await using setup = await openTestEngine(client => {
    const child = client.createFunction({ id: 'child', triggers: [] }, async ({ step }) => {
      await step.sleep('long', '1d');
    });
    const parent = client.createFunction({ id: 'parent', triggers: [{ event: 'go' }] }, async ({ step }) =>
      step.invoke('ask', { function: child }).catch(({ name, message }: Error) => `${name}: ${message}`),
    );
    return [child, parent];
  });
  const runId = setup.engine.invoke('app-parent');
  await setup.engine.idle();
  const [child] = setup.engine.listRuns({ functionId: 'app-child' });
  setup.engine.cancelRun(String(child?.id));
  expect(await setup.engine.waitForRun(runId)).toEqual({
    status: 'completed',
    output: 'RunCancelledError: The run was cancelled.',
  });
});

test('A list of runs can be narrowed and paged.', async () => {
  await using setup = await openTestEngine(client => [
    client.createFunction({ id: 'good', triggers: [{ event: 'go' }] }, async () => 1),
    client.createFunction({ id: 'bad', retries: 0, triggers: [{ event: 'go' }] }, async () => {
      throw new Error('no');
    }),
  ]);
  const { engine } = setup;
  const { ids } = await setup.client.send({ name: 'go' });
  await setup.client.send({ name: 'go' });
  await engine.idle();
  expect(engine.listRuns()).toHaveLength(4);
  expect(engine.listRuns({ eventId: String(ids[0]) })).toHaveLength(2);
  expect(engine.listRuns({ functionId: 'app-bad', status: 'failed' })).toHaveLength(2);
  expect(engine.listRuns({ status: 'running' })).toEqual([]);
  const [newest] = engine.listRuns({ limit: 1 });
  expect(engine.listRuns({ before: String(newest?.id) }).map(({ id }) => id)).toEqual(
    engine
      .listRuns()
      .slice(1)
      .map(({ id }) => id),
  );
});

test('What is asked of an engine that it does not have is refused with an error that says so.', async () => {
  const setup = await openTestEngine(client => [
    client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async () => 1),
  ]);
  const { engine } = setup;
  expect(() => engine.invoke('app-nobody')).toThrow(FunctionNotFoundError);
  expect(() => engine.getRun('nothing')).toThrow(RunNotFoundError);
  await engine.drain();
  await engine.drain();
  expect(() => engine.invoke('app-f')).toThrow(EngineClosedError);
  expect(() => engine.listRuns()).toThrow(EngineClosedError);
});

test('Waiting for a run rejects when the engine closes.', async () => {
  const setup = await openTestEngine(
    client => [
      client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async ({ step }) => {
        await step.sleep('long', '1d');
      }),
    ],
    { clock: new ManualClock() },
  );
  const waiting = setup.engine.waitForRun(setup.engine.invoke('app-f'));
  const refused = expect(waiting).rejects.toBeInstanceOf(EngineClosedError);
  await setup.engine.idle();
  await setup.engine.drain();
  await refused;
});
