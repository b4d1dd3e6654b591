import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseLines } from './testing/command.ts';
import { runInProcess } from './testing/in-process.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('The catalogue is shown in pictures, and each is a line of its own with --json.', async () => {
  await using folder = await temporaryFolder();
  const images = path.join(folder.path, 'pictures');
  const { exitCode, stdout } = await runInProcess([
    ...['catalogue', '--images', images, '--only', 'horizontal_flip,grayscale', '--json'],
  ]);
  expect(exitCode).toBe(0);
  const lines = parseLines(stdout);
  expect(lines.at(-1)).toMatchObject({
    type: 'summary',
    page: path.join(images, 'index.html'),
    transformations: 2,
  });
  const shown = lines
    .filter(({ type }) => type === 'pictured')
    .flatMap(({ pictures }) => pictures as object[]);
  expect(shown.length).toBeGreaterThanOrEqual(2);
  expect(await readdir(images)).toEqual(
    expect.arrayContaining(['README.md', 'horizontal_flip-1.jpg', 'index.html']),
  );
});

test.each([
  [['--input', 'clip.mp4'], '--input is for pictures: name their folder with --images.'],
  [['--only', 'crop'], '--only is for pictures: name their folder with --images.'],
  [['--images', 'IMAGES', '--only', 'crpo'], 'did you mean crop?'],
  [['--images', 'IMAGES', '--only', 'crop', '--input', 'missing.mp4'], 'missing.mp4'],
])('The catalogue with %j is refused with exit code 2, in one sentence.', async (args, sentence) => {
  await using folder = await temporaryFolder();
  const given = args.map(arg => (arg === 'IMAGES' ? path.join(folder.path, 'pictures') : arg));
  const end = await runInProcess(['catalogue', ...given]);
  expect(end.stderr).toMatch(/^variegate: [^\n]+\n$/);
  expect(end.stderr).toContain(sentence);
  expect(end.exitCode).toBe(2);
});
