import { expect, test } from 'vitest';
import { parseBenchmarkLine } from './benchmark-lines.ts';

test('The benchmark lines of ffmpeg 5 and 7 are read, and only those.', () => {
  expect(parseBenchmarkLine('[info] bench: utime=1.250s stime=0.250s rtime=2.000s', 'linux')).toEqual({
    cpuSeconds: 1.5,
  });
  expect(parseBenchmarkLine('[info] bench: maxrss=2048kB', 'linux')).toEqual({ peakMemoryBytes: 2_097_152 });
  expect(parseBenchmarkLine('bench: maxrss=2048KiB', 'linux')).toEqual({ peakMemoryBytes: 2_097_152 });
  expect(parseBenchmarkLine('[info] frame=   25 fps=0.0', 'linux')).toBeNull();
});

test('macOS counts the resident size in bytes, which ffmpeg prints as kilobytes.', () => {
  expect(parseBenchmarkLine('[info] bench: maxrss=2097152kB', 'darwin')).toEqual({
    peakMemoryBytes: 2_097_152,
  });
});
