import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { DiskFloor } from './disk-floor.ts';

const never = new AbortController().signal;

test('With room above the floor nothing waits.', async () => {
  await using folder = await temporaryFolder();
  await new DiskFloor(folder.path, 1).waitForSpace(never);
});

test('Below the floor a run waits as long as its patience lasts, once, and then variants fail at once.', async () => {
  await using folder = await temporaryFolder();
  let low = 0;
  const floor = new DiskFloor(folder.path, Number.MAX_SAFE_INTEGER, {
    patienceMs: 600,
    onLow: () => (low += 1),
  });
  await expect(floor.waitForSpace(never)).rejects.toMatchObject({
    code: 'VARIANTS_DISK_SPACE_LOW',
    retry: { kind: 'when-space' },
  });
  const again = performance.now();
  await expect(floor.waitForSpace(never)).rejects.toMatchObject({ code: 'VARIANTS_DISK_SPACE_LOW' });
  expect(performance.now() - again).toBeLessThan(500 * Number(process.env['VARIEGATE_TEST_PATIENCE'] ?? 1));
  expect(low).toBe(1);
});

test('Waiting for space ends when the run is stopped.', async () => {
  await using folder = await temporaryFolder();
  const stop = new AbortController();
  const waiting = new DiskFloor(folder.path, Number.MAX_SAFE_INTEGER).waitForSpace(stop.signal);
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});
