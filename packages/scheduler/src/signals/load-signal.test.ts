import { expect, test } from 'vitest';
import { hysteresis } from './load-signal.ts';

test('a measure holds from its mark on, and releases only below the lower one.', () => {
  const judge = hysteresis({ holdAt: 0.85, releaseBelow: 0.75 }, 'if-idle');
  const starts = [0.8, 0.85, 0.8, 0.75, 0.74, 0.8].map(value => judge(value, '').start);
  expect(starts).toEqual(['freely', 'if-idle', 'if-idle', 'if-idle', 'freely', 'freely']);
});

test('it asks for an eviction from its highest mark on, and only if it has one.', () => {
  const judge = hysteresis({ holdAt: 0.85, releaseBelow: 0.75, evictAt: 0.92 }, 'if-idle');
  expect([0.91, 0.92].map(value => judge(value, '').evict)).toEqual([false, true]);
  expect(hysteresis({ holdAt: 1, releaseBelow: 1 }, 'no')(1e9, '')).toMatchObject({
    start: 'no',
    evict: false,
  });
});
