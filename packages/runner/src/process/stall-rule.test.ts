import { expect, test } from 'vitest';
import { StallRule } from './stall-rule.ts';

function counted() {
  let advances = 0;
  const rule = new StallRule(() => {
    advances += 1;
  });
  const isAdvance = (report: () => void) => {
    const before = advances;
    report();
    return advances > before;
  };
  return {
    rule,
    report: (frame: number | null, outSeconds: number | null, bytes: number | null) =>
      isAdvance(() => rule.report({ frame, outSeconds, bytes, speed: null, last: false })),
    sample: (readBytes: number | null, peakMemoryBytes: number, cpuSeconds: number) =>
      isAdvance(() => rule.sampled({ readBytes, peakMemoryBytes, cpuSeconds })),
  };
}

test('Only a figure that is higher than ever before is an advance.', () => {
  const { report } = counted();
  expect(report(1, 0, 48)).toBe(true);
  expect(report(1, 0, 48)).toBe(false);
  expect(report(1, 0.04, 48)).toBe(true);
  expect(report(1, 0.04, 100)).toBe(true);
  expect(report(0, 0.01, 50)).toBe(false);
  expect(report(null, null, null)).toBe(false);
  expect(report(2, null, null)).toBe(true);
});

test('What is read and kept is an advance until the first frame is out, as when a video is reversed, and not after.', () => {
  const { report, sample } = counted();
  expect(sample(32_768, 4096, 0)).toBe(true);
  expect(sample(65_536, 4096, 1)).toBe(true);
  expect(sample(65_536, 8192, 2)).toBe(true);
  report(0, 0.5, 48);
  expect(sample(98_304, 8192, 3)).toBe(true);
  report(1, 0.5, 48);
  expect(sample(131_072, 12_288, 4)).toBe(false);
});

test('Computing alone is not an advance.', () => {
  const { sample } = counted();
  sample(null, 8192, 0);
  expect(sample(null, 8192, 1)).toBe(false);
  expect(sample(null, 8192, 100)).toBe(false);
});

test('Frames, media time or bytes are progress; reports without any are none.', () => {
  const nothing = counted();
  nothing.report(0, 0, 0);
  nothing.report(null, null, null);
  nothing.sample(32_768, 4096, 1);
  expect(nothing.rule.hasProgressed).toBe(false);
  const seen = (frame: number, outSeconds: number | null, bytes: number | null) => {
    const { report, rule } = counted();
    report(frame, outSeconds, bytes);
    return rule.hasProgressed;
  };
  expect([seen(1, null, null), seen(0, 0.04, null), seen(0, null, 48)]).toEqual([true, true, true]);
});
