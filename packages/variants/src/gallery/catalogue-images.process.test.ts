import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { builtInCatalogue, createCatalogue, type Transformation } from '@variegate/core-filters';
import { expect, test } from 'vitest';
import { writeCatalogueImages } from '../index.ts';
import { clipWithoutAudio } from '../testing/clip.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

/** Every picture that a page shows, with what it says to those who do not see it. */
function picturesIn(page: string): readonly (readonly [file: string, alternative: string])[] {
  return [...page.matchAll(/<img src="([^"]+)" alt="([^"]+)"/g)].map(([, file = '', alt = '']) => [
    file,
    alt,
  ]);
}

test('Transformations have pictures from weak to strong, with what was measured, on two pages beside them.', async () => {
  await using folder = await temporaryFolder();
  const only = ['brightness', 'horizontal_flip', 'echo', 'reverse'];
  const { page, transformations } = await writeCatalogueImages({ dir: folder.path, only });
  expect(transformations.map(({ name, pictures }) => [name, pictures.length]).sort()).toEqual([
    ...[
      ['brightness', 3],
      ['echo', 3],
      ['horizontal_flip', 1],
      ['reverse', 3],
    ],
  ]);
  for (const { layer, pictures } of transformations) {
    const strengths = pictures.map(({ intensity }) => intensity);
    expect(strengths).toEqual(strengths.toSorted((one, other) => one - other));
    const measures = pictures.map(one => (layer === 'audio' ? one.audioBitError : one.distance));
    expect(measures.every(measured => measured !== null)).toBe(true);
  }
  const html = await readFile(page, 'utf8');
  const shown = picturesIn(html);
  // Those of the source stand at the head of each layer.
  expect(shown).toHaveLength(10 + 4);
  const markdown = await readFile(path.join(folder.path, 'README.md'), 'utf8');
  for (const [file, alternative] of shown) {
    const bytes = await readFile(path.join(folder.path, file));
    expect([bytes[0], bytes[1]]).toEqual([0xff, 0xd8]);
    expect(alternative).toMatch(/^(The source|A frame after|Four frames after|The wave after)/);
    expect(markdown).toContain(`](${file})`);
  }
  expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(html).not.toMatch(/<script|https?:/);
  expect((await readdir(folder.path)).sort()).toEqual(
    [...new Set([...shown.map(([file]) => file), 'README.md', 'index.html'])].sort(),
  );
});

test('What a video cannot have is said in its place, and what a module says of itself is no markup.', async () => {
  await using folder = await temporaryFolder();
  const echo = builtInCatalogue.find('echo') as Transformation;
  const hostile = { ...echo, name: 'mine', summary: '<script>alert(1)</script> ](x) |' };
  const { page, transformations } = await writeCatalogueImages({
    ...{ dir: folder.path, input: await clipWithoutAudio() },
    ...{ catalogue: createCatalogue([hostile, builtInCatalogue.find('hue') as Transformation]) },
  });
  expect(transformations.find(({ name }) => name === 'mine')).toMatchObject({
    ...{ pictures: [], lacking: 'the source has no sound' },
  });
  const html = await readFile(page, 'utf8');
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; ](x) | (the source has no sound)');
  const markdown = await readFile(path.join(folder.path, 'README.md'), 'utf8');
  expect(markdown).toContain('\\<script\\>alert(1)\\</script\\> \\](x) \\| (the source has no sound)');
});

test('What is no folder, no video or no transformation is refused, and nothing is written.', async () => {
  await using folder = await temporaryFolder();
  const text = path.join(folder.path, 'text.mp4');
  await writeFile(text, 'This is not a video.');
  const dir = path.join(folder.path, 'pictures');
  const only = ['hue'];
  await expect(writeCatalogueImages({ dir: text, only })).rejects.toThrow(/text\.mp4/);
  await expect(writeCatalogueImages({ dir, only, input: text })).rejects.toThrow(/not a media file/);
  await expect(writeCatalogueImages({ dir, only: ['heu'] })).rejects.toThrow(/did you mean hue\?$/);
  expect(await readdir(dir)).toEqual([]);
  expect(await readFile(text, 'utf8')).toBe('This is not a video.');
});
