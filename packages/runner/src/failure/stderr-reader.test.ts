import { expect, test } from 'vitest';
import { StderrReader } from './stderr-reader.ts';

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
