import { deepEqual, equal } from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { createTestEngine, type TestEngine } from '@variegate/embedded-engine/testing';

import { client, functions } from './shop.ts';

let engine: TestEngine;

beforeEach(async () => {
  engine = await createTestEngine({ client, functions, now: '2026-03-20T00:00:00Z' });
});

afterEach(() => engine.close());

test('An order is packed at once, and a review is asked for two days later.', async () => {
  const [run] = await engine.sendAndWait({ name: 'shop/order.placed', data: { items: ['hat'] } });
  equal(run.status, 'running');
  await engine.advance('2 days');
  deepEqual(run.output, { charged: 10, parcels: ['hat, packed'], mail: 'How is your hat?' });
});

test('A refund ends when it is approved.', async () => {
  const [run] = await engine.sendAndWait({ name: 'shop/refund.asked', data: { order: 7 } });
  await engine.send({ name: 'shop/refund.approved', data: { order: 8, by: 'Bob' } });
  equal(run.status, 'running');
  await engine.send({ name: 'shop/refund.approved', data: { order: 7, by: 'Ada' } });
  equal(run.output, 'paid back by Ada');
});

test('A report is written every Monday.', async () => {
  await engine.advance('2 weeks');
  equal(engine.runs('report').length, 2);
});
