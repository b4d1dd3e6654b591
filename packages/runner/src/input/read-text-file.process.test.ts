import { execFileSync } from 'node:child_process';
import { open, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { readTextFile } from './read-text-file.ts';

const limits = { maxMebibytes: 1, maxLines: 3, maxLineLength: 10 };

async function read(content: string | Uint8Array) {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'list.txt');
  await writeFile(path, content);
  return await readTextFile(path, limits);
}

test('Text is read as it is, but for a byte order mark.', async () => {
  expect(await read('a\r\nb\n\n')).toBe('a\r\nb\n\n');
  expect(await read('\uFEFFä.mp4\n')).toBe('ä.mp4\n');
  expect(await read('')).toBe('');
});

test.each([
  ['in UTF-16 with a byte order mark', Buffer.from('\uFEFFa.mp4\n', 'utf16le')],
  ['in UTF-16 without one', Buffer.from('a.mp4\n', 'utf16le')],
  ['in Latin-1', Buffer.from('ä.mp4\n', 'latin1')],
])('A file %s is refused, and the sentence says what it has to be.', async (_what, content) => {
  await expect(read(content)).rejects.toMatchObject({
    code: 'RUNNER_TEXT_UNUSABLE',
    retry: { kind: 'never' },
    reason: 'not-utf-8',
    message: expect.stringMatching(/list\.txt" is not text in UTF-8; save it as UTF-8\.$/),
  });
});

test('The limits are named where a file is beyond them, and one that is at them is read.', async () => {
  expect(await read('1\n2\n3\n')).toBe('1\n2\n3\n');
  await expect(read('1\n2\n3\n4')).rejects.toThrow('has more than 3 lines, the most that are read.');
  await expect(read('12345678901')).rejects.toThrow('has a line of more than 10 characters.');
  await expect(read('\n'.repeat(2 ** 20 + 1))).rejects.toThrow(
    'is larger than 1 MiB, the most that is read.',
  );
});

test('A file of many gigabytes is refused without being read.', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'large.txt');
  await writeFile(path, '');
  await truncate(path, 2 ** 36);
  await expect(readTextFile(path, limits)).rejects.toMatchObject({ reason: 'too-large' });
});

test.skipIf(process.platform === 'win32')('A pipe without end is given up at the limit.', async () => {
  await expect(readTextFile('/dev/zero', limits)).rejects.toMatchObject({ reason: 'too-large' });
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'pipe');
  execFileSync('mkfifo', [path]);
  const refused = expect(readTextFile(path, limits)).rejects.toMatchObject({ reason: 'too-large' });
  await using pipe = await open(path, 'w');
  await pipe.write(Buffer.alloc(2 ** 21, 'x')).catch(() => {}); // the reader has gone
  await refused;
});
