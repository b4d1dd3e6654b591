import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { batchFolderAt } from './batch-folder.ts';
import { claimBatch } from './claim-batch.ts';

test('Of many runs that claim a batch at the same moment one has it, and all get the same one.', async () => {
  await using folder = await temporaryFolder();
  for (let round = 0; round < 20; round += 1) {
    const batch = batchFolderAt(folder.path, `batch-${round}`);
    const runs = Array.from({ length: 20 }, (_, n) => `run-${n}`);
    const owners = await Promise.all(runs.map(run => claimBatch(batch, run)));
    expect(new Set(owners).size).toBe(1);
    expect(await claimBatch(batch, 'late')).toBe(owners[0]);
    expect(await claimBatch(batch, String(owners[0]))).toBe(owners[0]);
    expect(await readdir(batch.path)).toEqual(['run.json']);
  }
});
