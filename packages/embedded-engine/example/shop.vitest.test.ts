import { createTestEngine } from '@variegate/embedded-engine/testing';
import { expect, test } from 'vitest';

import { client, functions, orderPlaced } from './shop.ts';

const order = orderPlaced.create({ items: ['hat', 'scarf'] });

test('An order is packed at once, and a review is asked for two days later.', async () => {
  await using engine = await createTestEngine({ client, functions });
  const [run] = await engine.sendAndWait(order);
  expect(run.step('let it arrive').status).toBe('waiting');
  expect(engine.runs('pack-item')).toHaveLength(2);
  await engine.advance('2 days');
  expect(run).toMatchObject({
    status: 'completed',
    output: { charged: 20, parcels: ['hat, packed', 'scarf, packed'], mail: 'How is your hat and scarf?' },
  });
});

test('A charge that fails once is tried again, and made once.', async () => {
  await using engine = await createTestEngine({ client, functions });
  engine.failOnce('charge', new Error('the bank is closed'));
  const [run] = await engine.sendAndWait(order);
  expect(run.step('charge')).toMatchObject({ status: 'retrying', attempts: 1 });
  await engine.advance('1 minute');
  expect(run.step('charge')).toMatchObject({ status: 'succeeded', attempts: 2, output: 20 });
});

test('An order outlives a crash while the parcel is under way.', async () => {
  await using engine = await createTestEngine({ client, functions });
  const [run] = await engine.sendAndWait(order);
  await engine.advance('1 day');
  await engine.crashAndReopen();
  await engine.advance('1 day');
  expect(run.status).toBe('completed');
});

test.each([
  ['within a week', '6 days', 'paid back by Ada'],
  ['too late', '8 days', 'declined'],
])('A refund that is approved %s ends as it should.', async (_, wait, output) => {
  await using engine = await createTestEngine({ client, functions });
  const [run] = await engine.sendAndWait({ name: 'shop/refund.asked', data: { order: 7 } });
  await engine.advance(wait);
  await engine.send({ name: 'shop/refund.approved', data: { order: 7, by: 'Ada' } });
  expect(run.output).toBe(output);
});

test('A report is written every Monday at nine in Paris.', async () => {
  await using engine = await createTestEngine({ client, functions, now: '2026-03-20T00:00:00Z' });
  await engine.advance('2 weeks');
  expect(engine.runs('report').map(({ output }) => output)).toEqual([
    'Report of 2026-03-23T08:00:00.000Z',
    'Report of 2026-03-30T07:00:00.000Z',
  ]);
});
