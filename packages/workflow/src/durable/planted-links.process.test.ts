import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { shortClip } from '../testing/clip.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { runDurableBatch } from './run-durable-batch.ts';

test.each([
  '.variegate',
  '.variegate/batches',
  '.variegate/batches/b',
  '.variegate/batches/b/engine.db',
  '.variegate/batches/b/engine.db-wal',
])('A batch removes and writes nothing where a link in the place of %s leads.', async name => {
  await using folder = await temporaryFolder();
  const outDir = path.join(folder.path, 'out');
  const outside = path.join(folder.path, 'outside');
  const precious = path.join(outside, 'batches', 'b', 'precious');
  await mkdir(path.dirname(precious), { recursive: true });
  await writeFile(precious, '');
  await mkdir(path.dirname(path.join(outDir, name)), { recursive: true });
  const isFile = name.includes('engine.db');
  await symlink(isFile ? path.join(outside, 'store') : outside, path.join(outDir, name));
  const run = runDurableBatch({ inputs: [await shortClip()], outDir, batchId: 'b', count: 1 });
  await expect(run).rejects.toMatchObject({
    code: 'VARIANTS_OUTPUT_FOLDER_UNUSABLE',
    message: expect.stringContaining(`"${name}" in it is a link, and links in it are not followed.`),
  });
  expect((await readdir(outside, { recursive: true })).sort()).toEqual([
    'batches',
    path.join('batches', 'b'),
    path.join('batches', 'b', 'precious'),
  ]);
});
