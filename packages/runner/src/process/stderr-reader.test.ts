import { expect, test } from 'vitest';
import { parseBenchmarkLine, StderrReader } from './stderr-reader.ts';

test('Informational lines are dropped, the figures of -benchmark are read, everything else is kept.', () => {
  const reader = new StderrReader();
  reader.write(
    Buffer.from(
      [
        "[info] Input #0, mov,mp4, from 'file:/dev/fd/21':",
        '[libx264 @ 0x55d0] [info] profile High, level 1.3',
        '[warning] Guessed Channel Layout',
        '[info] bench: utime=0.056s stime=0.040s rtime=0.094s',
        '[info] bench: maxrss=64976kB',
        'a library that knows no levels',
      ].join('\n'),
    ),
  );
  reader.end();
  expect(reader.tail).toBe('[warning] Guessed Channel Layout\na library that knows no levels');
  expect(reader.benchmark.cpuSeconds).toBeCloseTo(0.096);
  expect(reader.benchmark.peakMemoryBytes).toBe(64976 * (process.platform === 'darwin' ? 1 : 1024));
});

test('The tail of a flood is its last 32 kB of whole lines, and an early cause is still known.', () => {
  const reader = new StderrReader();
  reader.write(Buffer.from('[error] x: No space left on device\n'));
  for (let i = 0; i < 20_000; i += 1) reader.write(Buffer.from(`[error] line ${i}\n`));
  reader.end();
  expect(Buffer.byteLength(reader.tail)).toBeLessThanOrEqual(32 * 1024);
  expect(Buffer.byteLength(reader.tail)).toBeGreaterThan(31 * 1024);
  expect(reader.tail.split('\n').every(line => /^\[error\] line \d+$/.test(line))).toBe(true);
  expect(reader.tail.endsWith('[error] line 19999')).toBe(true);
  expect(reader.cause.meaning).toBe('no-space');
});

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
