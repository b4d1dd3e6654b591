import { expect, test } from 'vitest';
import { syncFault } from './testing/flash-and-beep.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('Flash and beep stay within a frame of each other in 500 files of odd clocks.', async () => {
  const faults: string[] = [];
  for (let seed = 0; seed < 500; seed++) {
    await using folder = await temporaryFolder();
    const fault = await syncFault(seed, folder.path);
    if (fault !== null) faults.push(fault);
  }
  expect(faults).toEqual([]);
});
