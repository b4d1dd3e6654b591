import { expect, test } from 'vitest';
import { syncFault } from './testing/flash-and-beep.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('Flash and beep stay within a frame of each other, whatever clocks, gaps, cuts and rates a file has.', async () => {
  await using folder = await temporaryFolder();
  const faults: string[] = [];
  for (let seed = 0; seed < 25; seed++) {
    const fault = await syncFault(seed, folder.path);
    if (fault !== null) faults.push(fault);
  }
  expect(faults).toEqual([]);
});
