import { Inngest } from 'inngest';
import { expect, test } from 'vitest';

import { createEmbeddedEngine } from './create-engine.ts';
import { createTestEngine } from './test-kit/index.ts';
import { silentLogger } from './testing/silent-logger.ts';

const client = new Inngest({ id: 'app', logger: silentLogger });
const whole = { client, functions: [], store: 'memory' } as const;

test.for([
  ['client', undefined],
  ['functions', {}],
  ['store', undefined],
  ['store', 'shop.db'],
  ['store', {}],
  ['store', { path: '' }],
  ['store', { path: 'shop.db', durability: 'power' }],
  ['unsupported', 'ingore'],
  ['fetch', 'https://example.org'],
  ['clock', Date.now()],
  ['maxConcurrentSteps', 0],
  ['maxConcurrentSteps', 1.5],
  ['maxStarts', Number.NaN],
  ['retentionMs', '7d'],
  ['retentionMs', -1],
] as const)('The option %s cannot be %j: opening says what it must be.', async ([option, value]) => {
  const opening = createEmbeddedEngine({ ...whole, [option]: value } as never);
  await expect(opening).rejects.toMatchObject({ code: 'ENGINE_OPTION_INVALID', option });
  await expect(opening).rejects.toThrow(`The option ${option} must be `);
});

test('A test engine checks its options as well, and what may be left out may be undefined.', async () => {
  const wrong = createTestEngine({ ...whole, maxConcurrentSteps: 0 });
  await expect(wrong).rejects.toThrow(
    'The option maxConcurrentSteps must be a whole number of 1 or more, not 0.',
  );
  const open = { ...whole, unsupported: undefined, retentionMs: Number.POSITIVE_INFINITY } as never;
  await using engine = await createEmbeddedEngine(open);
  expect(engine.functionIds).toEqual([]);
});
