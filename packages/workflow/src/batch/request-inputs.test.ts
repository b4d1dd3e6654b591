import { truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { findRequestInputs } from './request-inputs.ts';

const request = { batchId: 'b', outDir: 'b', inputsFile: 'list.txt' };

async function filesOf(content: string | Uint8Array, bytes?: number) {
  await using folder = await temporaryFolder();
  const list = path.join(folder.path, 'list.txt');
  await writeFile(list, content);
  if (bytes !== undefined) await truncate(list, bytes);
  const options = { inputRoot: folder.path, outDir: path.join(folder.path, 'out') };
  const found = await findRequestInputs(request, options);
  return found.map(file => path.relative(folder.path, file.path));
}

test('A list is read with and without a byte order mark, and a hundred thousand lines are not too many.', async () => {
  expect(await filesOf('\uFEFFä.mp4\nb.mp4')).toEqual(['ä.mp4', 'b.mp4']);
  expect(await filesOf(`${'\n'.repeat(99_999)}a.mp4`)).toEqual(['a.mp4']);
});

test.each([
  ['of gigabytes', 'a.mp4\n', 2 ** 36, 'is larger than 32 MiB, the most that is read'],
  ['of one endless line', 'a'.repeat(5000), undefined, 'has a line of more than 4096 characters'],
  ['in UTF-16', Buffer.from('\uFEFFa.mp4', 'utf16le'), undefined, 'is not text in UTF-8; save it as UTF-8'],
  ['in Latin-1', Buffer.from('ä.mp4', 'latin1'), undefined, 'is not text in UTF-8; save it as UTF-8'],
])('A list %s is refused by name, and never tried again.', async (_what, content, bytes, problem) => {
  await expect(filesOf(content, bytes)).rejects.toMatchObject({
    code: 'WORKFLOW_INPUTS_FILE_UNUSABLE',
    message: `The list of inputs "list.txt" ${problem}.`,
    retry: { kind: 'never' },
  });
});

test('A list of too many lines is refused as a batch of too many inputs is.', async () => {
  await expect(filesOf('\n'.repeat(100_001))).rejects.toMatchObject({
    code: 'WORKFLOW_BATCH_SIZE',
    message: 'A batch has at most 100000 inputs.',
  });
});
