import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { memorySignal } from './memory-signal.ts';
import { pressureSignal } from './pressure-signal.ts';

/** A machine of 1,000 kB of which that many are available. */
const meminfo = (availableKb: number): string => `MemTotal: 1000 kB\nMemAvailable: ${availableKb} kB\n`;

async function fakeProc() {
  const folder = await mkdtempDisposable(join(tmpdir(), 'signals-'));
  await mkdir(join(folder.path, 'proc/pressure'), { recursive: true });
  return folder;
}

test('real memory use holds at 85 %, releases below 75 %, and asks for an eviction at 92 %.', async () => {
  await using folder = await fakeProc();
  const signal = memorySignal(undefined, { root: folder.path });
  const seen: string[] = [];
  for (const usedPercent of [84, 85, 92, 76, 74]) {
    await writeFile(join(folder.path, 'proc/meminfo'), meminfo(1_000 - usedPercent * 10));
    const { start, evict } = await signal.read();
    seen.push(`${usedPercent} ${start} ${evict}`);
  }
  expect(seen).toEqual([
    '84 freely false',
    '85 if-idle false',
    '92 if-idle true',
    '76 if-idle false',
    '74 freely false',
  ]);
});

test('memory pressure holds at 10 % of the time and releases below 5 %.', async () => {
  await using folder = await fakeProc();
  const signal = pressureSignal(undefined, { root: folder.path });
  const starts: string[] = [];
  for (const percent of ['9.99', '10.00', '5.00', '4.99']) {
    await writeFile(
      join(folder.path, 'proc/pressure/memory'),
      `some avg10=${percent} avg60=0.00 avg300=0.00 total=0\n`,
    );
    starts.push((await signal.read()).start);
  }
  expect(starts).toEqual(['freely', 'if-idle', 'if-idle', 'freely']);
});

test('a kernel that reports no pressure holds nothing back.', async () => {
  await using folder = await fakeProc();
  expect(await pressureSignal(undefined, { root: folder.path }).read()).toMatchObject({ start: 'freely' });
});
