import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parsePressure, readMemoryPressure } from './pressure-signal.ts';

test('the pressure is the share of the last ten seconds in which some process waited.', () => {
  const text =
    'some avg10=12.34 avg60=1.00 avg300=0.10 total=123\nfull avg10=99.00 avg60=0.00 avg300=0.00 total=9\n';
  expect(parsePressure(text)).toBe(12.34);
  expect(parsePressure('full avg10=1.00')).toBeNull();
});

test('of the machine and the control groups the worse one counts.', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'pressure-'));
  const roots = { root: folder.path };
  expect(await readMemoryPressure(roots)).toBeNull();
  for (const path of ['proc/pressure', 'proc/self', 'cg/a'])
    await mkdir(join(folder.path, path), { recursive: true });
  await writeFile(join(folder.path, 'proc/pressure/memory'), 'some avg10=1.00 avg60=0\n');
  await writeFile(join(folder.path, 'proc/self/cgroup'), '0::/a\n');
  await writeFile(join(folder.path, 'proc/self/mountinfo'), '30 23 0:26 / /cg rw - cgroup2 cgroup2 rw\n');
  expect(await readMemoryPressure(roots)).toBe(1);
  await writeFile(join(folder.path, 'cg/a/memory.pressure'), 'some avg10=40.50 avg60=0\n');
  expect(await readMemoryPressure(roots)).toBe(40.5);
});
