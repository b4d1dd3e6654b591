import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { lookAlikes } from './look-alikes.ts';

test('Files with the same bytes are always among those that look alike, and files of other sizes or ends never are.', async () => {
  await using folder = await temporaryFolder();
  const file = fc.record({
    sizeBytes: fc.constantFrom(1, 4095, 4096, 9000, 20_000),
    first: fc.integer({ min: 0, max: 1 }),
    last: fc.integer({ min: 0, max: 1 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(file, { maxLength: 8 }), async wanted => {
      const files = wanted.map((one, index) => ({
        ...one,
        path: path.join(folder.path, 'files', `${index}`),
      }));
      await rm(path.join(folder.path, 'files'), { recursive: true, force: true });
      await mkdir(path.join(folder.path, 'files'));
      const contents = files.map(({ sizeBytes, first, last }) => {
        const bytes = Buffer.alloc(sizeBytes);
        bytes[sizeBytes - 1] = last;
        if (sizeBytes > 1) bytes[0] = first;
        return bytes;
      });
      for (const [index, one] of files.entries()) await writeFile(one.path, contents[index] ?? '');
      const found = await lookAlikes(files, {});
      const twice = files.filter((_, index) =>
        contents.some((other, place) => place !== index && contents[index]?.equals(other)),
      );
      expect(found.map(one => one.path).toSorted()).toEqual(twice.map(one => one.path).toSorted());
    }),
    { numRuns: 40 },
  );
});

test('A file that differs in between looks alike, and so does one that cannot be read.', async () => {
  await using folder = await temporaryFolder();
  const files = ['a', 'b', 'gone'].map(name => ({ path: path.join(folder.path, name), sizeBytes: 100_000 }));
  const bytes = Buffer.alloc(100_000);
  await writeFile(files[0]?.path ?? '', bytes);
  bytes[20_000] = 1;
  await writeFile(files[1]?.path ?? '', bytes);
  const found = await lookAlikes(files, {});
  expect(found.map(({ path: file }) => path.basename(file)).toSorted()).toEqual(['a', 'b', 'gone']);
});
