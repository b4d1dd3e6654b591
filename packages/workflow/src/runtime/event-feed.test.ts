import type { VariegateEvent } from '@variegate/variants';
import { expect, test } from 'vitest';
import { type BatchEvent, EventFeed } from './event-feed.ts';

const at = '2026-01-01T00:00:00.000Z';
const variant = { at, id: 'a', kind: 'variant', index: 1, source: '/a.mp4', output: 'a.mp4' } as const;
const progress = (percent: number): VariegateEvent => ({
  ...{ ...variant, type: 'variant-progress', percent, speed: null, etaSeconds: null },
});
const started: VariegateEvent = { ...variant, type: 'variant-started', attempt: 1 };
const skipped: VariegateEvent = { ...variant, type: 'variant-skipped', bytes: 1 };

async function readAll(events: AsyncIterable<BatchEvent>): Promise<readonly VariegateEvent[]> {
  return Array.fromAsync(events, ({ event }) => event);
}

test('A slow reader misses no change of state, and finds of progress only the latest.', async () => {
  const feed = new EventFeed();
  const reading = readAll(feed.read());
  for (const event of [started, progress(1), progress(2), skipped, progress(3)]) {
    feed.publish({ batchId: 'b', event });
  }
  feed.close();
  expect(await reading).toEqual([started, skipped, progress(3)]);
});

test('A reader of one batch gets its events and those of the process, not those of another batch.', async () => {
  const feed = new EventFeed();
  const reading = readAll(feed.read({ batchId: 'b' }));
  feed.publish({ batchId: 'other', event: started });
  feed.publish({ batchId: 'b', event: skipped });
  feed.publish({ batchId: null, event: progress(9) });
  feed.close();
  expect(await reading).toEqual([skipped, progress(9)]);
});

test('A reader that is stopped ends, and the others continue.', async () => {
  const feed = new EventFeed();
  const stop = new AbortController();
  const stopped = readAll(feed.read({ signal: stop.signal }));
  const going = readAll(feed.read());
  feed.publish({ batchId: 'b', event: started });
  await Promise.resolve();
  stop.abort();
  expect(await stopped).toEqual([started]);
  feed.publish({ batchId: 'b', event: skipped });
  feed.close();
  expect(await going).toEqual([started, skipped]);
});
