import { type GetFunctionInput, Inngest, type InngestFunction } from 'inngest';
import { createDefer } from 'inngest/experimental';
import { expect, test } from 'vitest';

import { createEmbeddedEngine } from '../create-engine.ts';
import { FeatureUnsupportedError } from '../errors.ts';
import { createTestEngine } from '../test-kit/index.ts';
import { silentLogger } from '../testing/silent-logger.ts';

type Options = Omit<Parameters<Inngest['createFunction']>[0], 'id'>;
const handler = async (_: GetFunctionInput<Inngest.Any>) => 'never run';
const go: Options = { triggers: [{ event: 'go' }] };

function clientAndFunction(options: Options): { client: Inngest.Any; definition: InngestFunction.Any } {
  const client = new Inngest({ id: 'app', logger: silentLogger });
  return { client, definition: client.createFunction({ ...options, id: 'f' }, handler) };
}

const REFUSED: readonly (readonly [option: string, Options])[] = [
  ['triggers: cron "@hourly"', { triggers: [{ cron: '@hourly' }] }],
  ['triggers: cron "TZ=Nowhere/Else 0 0 * * *"', { triggers: [{ cron: 'TZ=Nowhere/Else 0 0 * * *' }] }],
  [
    'triggers: cron "0 0 * * *" jitter',
    { triggers: [{ cron: '0 0 * * *', jitter: '6m' } as { cron: string }] },
  ],
  ['triggers: "app/*/made"', { triggers: [{ event: 'app/*/made' }] }],
  ['triggers: "app*"', { triggers: [{ event: 'app*' }] }],
  ['triggers: "go" if "now() > event.ts"', { triggers: [{ event: 'go', if: 'now() > event.ts' }] }],
  [
    'triggers: "go" if "event.data.n == async.data.n"',
    { triggers: [{ event: 'go', if: 'event.data.n == async.data.n' }] },
  ],
  ['triggers: "go" if "event.data.n || 5"', { triggers: [{ event: 'go', if: 'event.data.n || 5' }] }],
  ['batchEvents: maxSize', { ...go, batchEvents: { maxSize: 1, timeout: '5s' } }],
  ['batchEvents: timeout', { ...go, batchEvents: { maxSize: 5, timeout: '500ms' as '5s' } }],
  ['batchEvents', { ...go, batchEvents: { maxSize: 5, timeout: '5s' }, singleton: { mode: 'skip' } }],
  ['debounce: period', { ...go, debounce: { period: '8d' } }],
  ['debounce: key "event.data.n =="', { ...go, debounce: { period: '5s', key: 'event.data.n ==' } }],
  ['throttle: period', { ...go, throttle: { limit: 1, period: 'often' as '5s' } }],
  ['throttle: limit', { ...go, throttle: { limit: 0.5, period: '5s' } }],
  ['rateLimit: period', { ...go, rateLimit: { limit: 1, period: '25h' } }],
  ['singleton: key "user.id"', { ...go, singleton: { mode: 'skip', key: 'user.id' } }],
  ['idempotency "event.data.id || \'x\'"', { ...go, idempotency: "event.data.id || 'x'" }],
  ['concurrency: scope "account"', { ...go, concurrency: { limit: 1, scope: 'account' } }],
  [
    'concurrency: key "json_parse(event.data.a)"',
    { ...go, concurrency: { limit: 1, key: 'json_parse(event.data.a)' } },
  ],
  ['priority: run "event.data.n ? 1"', { ...go, priority: { run: 'event.data.n ? 1' } }],
  [
    'cancelOn: "stop" if "async.data.n + 1 == event.data.n"',
    { ...go, cancelOn: [{ event: 'stop', if: 'async.data.n + 1 == event.data.n' }] },
  ],
  ['cancelOn', { ...go, cancelOn: Array.from({ length: 6 }, (_, n) => ({ event: `stop.${n}` })) }],
  ['triggers', { triggers: Array.from({ length: 11 }, (_, n) => ({ event: `go.${n}` })) }],
  ['triggers: "go"', { triggers: [{ event: 'go' }, { event: 'stop' }, { event: 'go' }] }],
  [
    'triggers: "0 0 * * *"',
    { triggers: [{ cron: '0 0 * * *' }, { cron: '0 0 * * *', jitter: '5m' } as { cron: string }] },
  ],
  ['retries', { ...go, retries: 1.5 as 1 }],
  ['retries', { ...go, retries: -1 as 1 }],
  ['concurrency: limit', { ...go, concurrency: 2.5 }],
  ['concurrency: limit', { ...go, concurrency: { limit: -1 } }],
  [
    'concurrency',
    {
      ...go,
      concurrency: [
        { limit: 9 },
        { limit: 2, key: 'event.data.a' },
        { limit: 3, key: 'event.data.b' },
      ] as never,
    },
  ],
  ['timeouts: finish', { ...go, timeouts: { finish: 'soon' as '1s' } }],
];

test.for(REFUSED)('A function that asks for %s is refused, and named with it.', async ([option, options]) => {
  const { client, definition } = clientAndFunction(options);
  const opening = createEmbeddedEngine({ client, functions: [definition], store: 'memory' });
  await expect(opening).rejects.toBeInstanceOf(FeatureUnsupportedError);
  const error = await opening.then(
    () => undefined,
    (reason: FeatureUnsupportedError) => reason,
  );
  expect(error?.features.map(feature => [feature.functionId, feature.option])).toEqual([['app-f', option]]);
  expect(error?.message).toContain('app-f');
});

test.for<[option: string, Options]>([
  ['debounce: period', { ...go, debounce: { period: 5 as unknown as '5s' } }],
  ['singleton: mode', { ...go, singleton: { mode: 'replace' as 'skip' } }],
  ['concurrency', { ...go, concurrency: '5' as unknown as number }],
])('A function whose %s is of the wrong kind is refused, and named with it.', async ([option, options]) => {
  const { client, definition } = clientAndFunction(options);
  const opening = createEmbeddedEngine({
    client,
    functions: [definition],
    store: 'memory',
    unsupported: 'ignore',
  });
  await expect(opening).rejects.toMatchObject({ code: 'ENGINE_REGISTRATION_FAILED' });
  await expect(opening).rejects.toThrow(`app-f: ${option}: `);
});

test('More retries than a server makes are as many as it makes.', async () => {
  const client = new Inngest({ id: 'app', logger: silentLogger });
  const failing = client.createFunction({ id: 'f', ...go, retries: 50 as 20 }, async () => {
    throw new Error('no');
  });
  await using engine = await createTestEngine({ client, functions: [failing] });
  const [run] = await engine.sendAndWait({ name: 'go' });
  await engine.advance('52 weeks');
  expect(run.failures).toHaveLength(21);
});

test('A deferred function is refused, and named.', async () => {
  const client = new Inngest({ id: 'app', logger: silentLogger });
  const functions = [createDefer(client, { id: 'later' }, async () => 'never run')];
  const opening = createEmbeddedEngine({ client, functions, store: 'memory' });
  await expect(opening).rejects.toThrow('app-later: createDefer');
});

test('Everything that is not supported is named at once, over all functions.', async () => {
  const client = new Inngest({ id: 'app', logger: silentLogger });
  const functions = [
    client.createFunction(
      { id: 'a', triggers: [{ cron: 'every minute' }], debounce: { period: '9d' } },
      handler,
    ),
    client.createFunction({ id: 'b', ...go, singleton: { mode: 'cancel', key: 'now()' } }, handler),
    client.createFunction({ id: 'c', ...go }, handler),
  ];
  const opening = createEmbeddedEngine({ client, functions, store: 'memory' });
  const error = await opening.then(
    () => undefined,
    (reason: FeatureUnsupportedError) => reason,
  );
  expect(error?.features.map(({ functionId }) => functionId)).toEqual(['app-a', 'app-a', 'app-b']);
});

test('A client is free again after its functions were refused.', async () => {
  const { client, definition } = clientAndFunction({ triggers: [{ event: '*' }] });
  const fine = client.createFunction({ id: 'fine', ...go }, handler);
  await expect(createEmbeddedEngine({ client, functions: [definition], store: 'memory' })).rejects.toThrow();
  await using engine = await createEmbeddedEngine({ client, functions: [fine], store: 'memory' });
  expect(engine.functionIds).toEqual(['app-fine']);
});

test('Where they are to be ignored, options that are not supported are left out, with a warning for each that names it.', async () => {
  const warnings: string[] = [];
  const logger = { ...silentLogger, warn: (text: string) => warnings.push(text) };
  const client = new Inngest({ id: 'app', logger });
  const functions = [
    client.createFunction({ id: 'a', ...go, debounce: { period: '9d' } }, async () => 'a'),
    client.createFunction(
      { id: 'b', triggers: [{ event: 'go', if: 'now() > event.ts' }, { event: 'stop' }] },
      async () => 'b',
    ),
    client.createFunction(
      { id: 'c', ...go, cancelOn: [{ event: 'stop', if: 'async.data.n + 1 == 2' }] },
      async ({ step }) => step.sleep('nap', '1d'),
    ),
  ];
  await using engine = await createEmbeddedEngine({
    client,
    functions,
    store: 'memory',
    unsupported: 'ignore',
  });
  expect(warnings).toHaveLength(3);
  for (const [index, part] of [
    '"app-a": debounce: period',
    '"app-b": triggers: "go" if',
    '"app-c": cancelOn',
  ].entries()) {
    expect(warnings[index]).toContain(part);
  }
  await client.send({ name: 'go' });
  await client.send({ name: 'stop' });
  await engine.idle();
  const statuses = engine.listRuns().map(({ functionId, status }) => `${functionId} ${status}`);
  expect(statuses.toSorted()).toEqual(['app-a completed', 'app-b completed', 'app-c running']);
});
