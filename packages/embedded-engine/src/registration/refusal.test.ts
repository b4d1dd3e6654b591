import { type GetFunctionInput, Inngest, type InngestFunction } from 'inngest';
import { createDefer } from 'inngest/experimental';
import { expect, test } from 'vitest';

import { createEmbeddedEngine } from '../create-engine.ts';
import { FeatureUnsupportedError } from '../errors.ts';
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
    { triggers: [{ cron: '0 0 * * *', jitter: '1m' } as { cron: string }] },
  ],
  ['triggers: "app/*"', { triggers: [{ event: 'app/*' }] }],
  ['triggers: "go" if "event.data.n > 3"', { triggers: [{ event: 'go', if: 'event.data.n > 3' }] }],
  ['triggers: "go" if', { triggers: [{ event: 'go', if: 'event.data.n == async.data.n' }] }],
  ['batchEvents', { ...go, batchEvents: { maxSize: 5, timeout: '5s' } }],
  ['debounce', { ...go, debounce: { period: '5s' } }],
  ['throttle', { ...go, throttle: { limit: 1, period: '5s' } }],
  ['rateLimit', { ...go, rateLimit: { limit: 1, period: '5s' } }],
  ['singleton', { ...go, singleton: { mode: 'skip' } }],
  ['idempotency', { ...go, idempotency: 'event.data.id' }],
  ['concurrency: scope "account"', { ...go, concurrency: { limit: 1, scope: 'account', key: '"k"' } }],
  [
    'concurrency: key "event.data.a + event.data.b"',
    { ...go, concurrency: { limit: 1, key: 'event.data.a + event.data.b' } },
  ],
  ['priority: run "event.data.n * 2"', { ...go, priority: { run: 'event.data.n * 2' } }],
  [
    'cancelOn: "stop" if "async.data.n != 1"',
    { ...go, cancelOn: [{ event: 'stop', if: 'async.data.n != 1' }] },
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
      { id: 'a', triggers: [{ cron: 'every minute' }], debounce: { period: '1s' } },
      handler,
    ),
    client.createFunction({ id: 'b', ...go, singleton: { mode: 'cancel' } }, handler),
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
  const { client, definition } = clientAndFunction({ triggers: [{ event: 'app/*' }] });
  const fine = client.createFunction({ id: 'fine', ...go }, handler);
  await expect(createEmbeddedEngine({ client, functions: [definition], store: 'memory' })).rejects.toThrow();
  await using engine = await createEmbeddedEngine({ client, functions: [fine], store: 'memory' });
  expect(engine.functionIds).toEqual(['app-fine']);
});
