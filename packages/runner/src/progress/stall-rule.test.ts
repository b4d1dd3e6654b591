import { expect, test } from 'vitest';
import { StallRule } from './stall-rule.ts';

function counted() {
  let advances = 0;
  const rule = new StallRule(() => {
    advances += 1;
  });
  const report = (frame: number | null, outSeconds: number | null, bytes: number | null) => {
    const before = advances;
    rule.report({ frame, outSeconds, bytes, speed: null, last: false });
    return advances > before;
  };
  const cpu = () => {
    const before = advances;
    rule.cpuAdvanced();
    return advances > before;
  };
  return { report, cpu };
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

test('Processor time is an advance until the first frame is out, as when a video is reversed, and not after.', () => {
  const { report, cpu } = counted();
  expect(cpu()).toBe(true);
  report(0, 0.5, 48);
  expect(cpu()).toBe(true);
  report(1, 0.5, 48);
  expect(cpu()).toBe(false);
});
