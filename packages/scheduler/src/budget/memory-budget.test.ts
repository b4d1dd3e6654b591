import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { constrainedScope, type MemoryScope, parseVmStat } from './machine-scope.ts';
import { budgetWithin, memoryBudget, readMemoryBudget } from './memory-budget.ts';

const scope = (limitBytes: number, usedBytes: number | null): MemoryScope => ({
  name: 'test',
  limitBytes,
  usedBytes,
  from: '/test',
});
const share = (value: number) => ({ kind: 'share', share: value }) as const;

test('the budget is a share of the limit less what others use there.', () => {
  expect(budgetWithin([scope(1_000, 300)], share(0.8), 0)).toMatchObject({
    budgetBytes: 500,
    ceilingBytes: 800,
    limitBytes: 1_000,
  });
});

test("what the caller's own processes take is not others' use.", () => {
  expect(budgetWithin([scope(1_000, 300)], share(0.8), 200).budgetBytes).toBe(700);
  expect(budgetWithin([scope(1_000, 300)], share(0.8), 900).budgetBytes).toBe(800);
});

test('of several boundaries the tightest counts, not the smallest limit.', () => {
  const budget = budgetWithin([scope(10_000, 9_500), scope(2_000, 0)], share(1), 0);
  expect(budget).toMatchObject({ budgetBytes: 500, limitBytes: 2_000 });
});

test('a number of bytes is given whole as long as there is that much.', () => {
  const asked = { kind: 'bytes', bytes: 600 } as const;
  expect(budgetWithin([scope(1_000, 300)], asked, 0)).toMatchObject({ budgetBytes: 600, ceilingBytes: 600 });
  expect(budgetWithin([scope(1_000, 700)], asked, 0).budgetBytes).toBe(300);
});

test('it is never negative, and a boundary that reports no use counts with its limit.', () => {
  expect(budgetWithin([scope(1_000, 990)], share(0.5), 0).budgetBytes).toBe(0);
  expect(budgetWithin([scope(1_000, null)], share(0.5), 0).budgetBytes).toBe(500);
});

test('every number comes with where it was read.', () => {
  const { sources } = budgetWithin([scope(1_000, 300)], share(0.8), 0);
  expect(sources.map(({ name, bytes }) => `${name} ${bytes}`)).toEqual([
    'test: limit 1000',
    'test: used by others 300',
    'asked for 800',
    'budget 500',
  ]);
  expect(sources.every(({ from }) => from.length > 0)).toBe(true);
});

test.each([undefined, 0, -1, Number.NaN, 1.8446744073709552e19, 8_000])(
  'a constrained memory of %s on a machine of 8,000 bytes is not a constraint.',
  constrained => {
    expect(constrainedScope(constrained, 8_000)).toBeNull();
  },
);

test('a real constraint is one.', () => {
  expect(constrainedScope(4_000, 8_000)).toMatchObject({ limitBytes: 4_000, usedBytes: null });
});

test('on macOS, available is what is free and what is given back on demand.', () => {
  const text = [
    'Mach Virtual Memory Statistics: (page size of 16384 bytes)',
    'Pages free:                               10.',
    'Pages active:                            500.',
    'Pages inactive:                           20.',
    'Pages speculative:                         3.',
    'Pages wired down:                        100.',
    'Pages purgeable:                           4.',
  ].join('\n');
  expect(parseVmStat(text)).toBe(37 * 16_384);
  expect(parseVmStat('no such thing')).toBeNull();
});

test('a small control group on a large machine decides the budget.', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'budget-'));
  const write = (path: string, text: string) => writeFile(join(folder.path, path), text);
  await mkdir(join(folder.path, 'proc/self'), { recursive: true });
  await mkdir(join(folder.path, 'cg/app'), { recursive: true });
  await write('proc/meminfo', 'MemTotal: 64000000 kB\nMemFree: 1 kB\nMemAvailable: 60000000 kB\n');
  await write('proc/self/cgroup', '0::/app\n');
  await write('proc/self/mountinfo', '30 23 0:26 / /cg rw - cgroup2 cgroup2 rw\n');
  await write('cg/app/memory.max', '1000000000\n');
  await write('cg/app/memory.current', '150000000\n');
  await write('cg/app/memory.stat', 'inactive_file 50000000\n');
  const roots = { root: folder.path };
  expect(await readMemoryBudget({ memoryLimit: 0.8, roots })).toMatchObject({ budgetBytes: 700_000_000 });
  expect(await memoryBudget({ memoryLimit: '80%', roots }).read(100_000_000)).toMatchObject({
    budgetBytes: 800_000_000,
    ceilingBytes: 800_000_000,
  });
});

test('this machine has a budget within its memory.', async () => {
  const { budgetBytes, limitBytes } = await readMemoryBudget();
  expect(limitBytes).toBeLessThanOrEqual(os.totalmem());
  expect(budgetBytes).toBeLessThanOrEqual(limitBytes * 0.8);
  expect(budgetBytes).toBeGreaterThan(0);
});
