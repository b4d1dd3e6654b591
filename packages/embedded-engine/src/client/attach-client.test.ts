import { setTimeout as sleep } from 'node:timers/promises';
import { Inngest } from 'inngest';
import { expect, test } from 'vitest';

import { createEmbeddedEngine } from '../create-engine.ts';
import { ClientBusyError } from '../errors.ts';
import { silentLogger } from '../testing/silent-logger.ts';

test('A step that the engine has abandoned reports nowhere when it ends, not even to the network.', async () => {
  const requests: string[] = [];
  const client = new Inngest({
    id: 'app',
    logger: silentLogger,
    isDev: true,
    fetch: async input => {
      requests.push(String(input));
      return Response.json({ ids: ['sent'], status: 200 });
    },
  });
  const gate = Promise.withResolvers<void>();
  let hasBegun = false;
  const functions = [
    client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async ({ step }) => {
      await step.run('long', () => {
        hasBegun = true;
        return gate.promise;
      });
    }),
  ];
  const engine = await createEmbeddedEngine({ client, functions, store: 'memory' });
  engine.invoke('app-f');
  while (!hasBegun) await sleep(1);
  await engine.drain({ signal: AbortSignal.abort() });
  gate.resolve();
  await sleep(50);
  expect(requests).toEqual([]);
  await client.send({ name: 'go' });
  expect(requests).toHaveLength(1);
});

test('One client serves one engine at a time, and afterwards sends where it sent before.', async () => {
  const client = new Inngest({ id: 'app', logger: silentLogger, isDev: true, baseUrl: 'http://127.0.0.1:9' });
  const functions = [client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async () => 1)];
  const engine = await createEmbeddedEngine({ client, functions, store: 'memory' });
  await expect(createEmbeddedEngine({ client, functions, store: 'memory' })).rejects.toThrow(ClientBusyError);
  await client.send({ name: 'go' });
  await engine.drain();
  expect(Object.hasOwn(client, 'fetch')).toBe(false);
  await using again = await createEmbeddedEngine({ client, functions, store: 'memory' });
  expect(again.listRuns()).toEqual([]);
});

test('A client in cloud mode, with keys or without, works all the same.', async () => {
  for (const keys of [{}, { eventKey: 'key', signingKey: 'signkey-prod-00112233' }]) {
    const client = new Inngest({ id: 'app', logger: silentLogger, isDev: false, ...keys });
    const functions = [
      client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async ({ step }) =>
        step.run('a', () => 'cloudy'),
      ),
    ];
    await using engine = await createEmbeddedEngine({ client, functions, store: 'memory' });
    const { ids } = await client.send({ name: 'go' });
    const runId = String(engine.listRuns({ eventId: String(ids[0]) })[0]?.id);
    expect(await engine.waitForRun(runId)).toEqual({ status: 'completed', output: 'cloudy' });
  }
});

test('A program whose environment asks the SDK to stream its answers works all the same.', async () => {
  process.env['INNGEST_STREAMING'] = 'true';
  try {
    const client = new Inngest({ id: 'app', logger: silentLogger });
    const functions = [
      client.createFunction({ id: 'f', retries: 0, triggers: [{ event: 'go' }] }, async ({ step }) =>
        step.run('a', () => 'streamed'),
      ),
    ];
    await using engine = await createEmbeddedEngine({ client, functions, store: 'memory' });
    const outcome = await engine.waitForRun(engine.invoke('app-f'));
    expect(outcome).toEqual({ status: 'completed', output: 'streamed' });
  } finally {
    delete process.env['INNGEST_STREAMING'];
  }
});
