import { expect, test } from 'vitest';
import { firstOfEachSecond } from './matched-frames.ts';

test('Of all frames the first of each second is kept, whatever the rate, and also after a gap.', () => {
  const times = [0, 0.4, 0.8, 1.2, 1.6, 2, 2.4, 7.9, 8.3];
  const frames = times.map(timeSeconds => ({ timeSeconds, quality: 100, hash: new Uint32Array(8) }));
  expect(firstOfEachSecond(frames).map(frame => frame.timeSeconds)).toEqual([0, 1.2, 2, 7.9, 8.3]);
});
