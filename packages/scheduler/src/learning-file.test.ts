import { mkdir, mkdtempDisposable, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLearning } from './learning.ts';

const folder = () => mkdtempDisposable(join(tmpdir(), 'learning-'));

test('what one run learns the next one knows.', async () => {
  await using at = await folder();
  const path = join(at.path, 'cache/learning.json');
  {
    await using learning = await openLearning(path);
    learning.record('1080p', 1.4);
    learning.record('__proto__', 1.3);
  }
  const learning = await openLearning(path);
  expect(learning.correction('1080p')).toBe(1.4);
  expect(learning.correction('720p')).toBe(0);
  expect(await readdir(join(at.path, 'cache'))).toEqual(['learning.json']);
});

test.each([
  ['nothing', ''],
  ['half of it', '{"formatVersion":1,"classes":{"a":[1.'],
  ['another version', '{"formatVersion":2,"classes":{"a":[1.5]}}'],
  ['no numbers', '{"formatVersion":1,"classes":{"a":["x"]}}'],
  ['negative numbers', '{"formatVersion":1,"classes":{"a":[-4]}}'],
  ['an array', '[]'],
  ['bytes that are not text', '\u0000\uFFFD\u0001'],
])('a file that holds %s counts as empty, and is made good by the next save.', async (_, text) => {
  await using at = await folder();
  const path = join(at.path, 'learning.json');
  await writeFile(path, text);
  const learning = await openLearning(path);
  expect(learning.correction('a')).toBe(0);
  learning.record('a', 1.25);
  await learning.save();
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ formatVersion: 1, classes: { a: [1.25] } });
});

test('a place that cannot be written is done without, and nothing is left lying about.', async () => {
  await using at = await folder();
  const path = join(at.path, 'taken');
  await mkdir(join(path, 'by a folder'), { recursive: true });
  const learning = await openLearning(path);
  learning.record('a', 1.25);
  await learning.save();
  expect(learning.correction('a')).toBe(1.25);
  expect(await readdir(at.path)).toEqual(['taken']);
});
