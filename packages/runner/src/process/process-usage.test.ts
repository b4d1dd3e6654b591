import { expect, test } from 'vitest';
import { parseProcessUsage, peakMemory, readProcessUsage, readProcessUsageNow } from './process-usage.ts';

const stat = (name: string) =>
  `4242 (${name}) S 1 4242 4242 0 -1 4194560 900 0 0 0 125 25 0 0 20 0 9 0 99 6e8 12000 18446744073709551615`;
const status = 'Name:\tx\nVmPeak:\t  900000 kB\nVmHWM:\t  2048 kB\nVmRSS:\t  1024 kB\n';

const io = 'rchar: 319438\nwchar: 820\nsyscr: 242\nread_bytes: 0\n';

test('Processor time, peak memory and what was read are read, whatever the process calls itself.', () => {
  const used = { cpuSeconds: 1.5, peakMemoryBytes: 2_097_152 };
  for (const name of ['ffmpeg', 'a) R 9 (b', '']) {
    expect(parseProcessUsage(stat(name), status, io)).toEqual({ ...used, readBytes: 319_438 });
  }
  expect(parseProcessUsage(stat('ffmpeg'), status, '')).toEqual({ ...used, readBytes: null });
});

test('A process that has no memory any more has no usage.', () => {
  expect(parseProcessUsage(stat('ffmpeg'), 'Name:\tx\nState:\tZ (zombie)\n', io)).toBeNull();
});

test.runIf(process.platform === 'linux')(
  'The usage of this process is plausible, that of no process is none.',
  async () => {
    const usage = await readProcessUsage(process.pid);
    expect(usage?.cpuSeconds).toBeGreaterThan(0);
    expect(usage?.peakMemoryBytes).toBeGreaterThan(10_000_000);
    expect(usage?.readBytes).toBeGreaterThan(0);
    expect(await readProcessUsage(2 ** 30)).toBeNull();
    expect(readProcessUsageNow(process.pid)?.peakMemoryBytes).toBeGreaterThan(10_000_000);
    expect(readProcessUsageNow(2 ** 30)).toBeNull();
  },
);

test('A peak that may be that of the parent process is replaced by the sampled one.', () => {
  const sampled = { cpuSeconds: 1, peakMemoryBytes: 60 };
  expect(peakMemory({ cpuSeconds: 1, peakMemoryBytes: 200 }, sampled, 150)).toBe(200);
  expect(peakMemory({ cpuSeconds: 1.9, peakMemoryBytes: 150 }, sampled, 150)).toBe(60);
  expect(peakMemory({}, sampled, 150)).toBe(60);
  expect(peakMemory({ cpuSeconds: 1, peakMemoryBytes: 150 }, null, 150)).toBe(150);
  expect(peakMemory({}, null, 150)).toBeNull();
});

test('A sample of the very beginning is not taken for the peak of what came after it.', () => {
  const sampled = { cpuSeconds: 0.01, peakMemoryBytes: 147_456 };
  expect(peakMemory({ cpuSeconds: 0.2, peakMemoryBytes: 150_000_000 }, sampled, 400_000_000)).toBeNull();
});
