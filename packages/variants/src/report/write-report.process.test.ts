import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createVariantsBatch, type Summary, writeReport } from '../index.ts';
import { shortClip } from '../testing/clip.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let summary: Summary;
let out: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  const inputs = path.join(folder.path, 'inputs');
  await mkdir(inputs);
  await cp(await shortClip(), path.join(inputs, 'clip & <b>.mp4'));
  await writeFile(path.join(inputs, 'notes.mp4'), 'This is no video.');
  out = path.join(folder.path, 'out');
  const request = { inputs: [inputs], outDir: out, count: 2, exclude: ['overlay'] } as const;
  summary = await createVariantsBatch(request);
  expect(summary).toMatchObject({ succeeded: 2 });
});

afterAll(() => folder[Symbol.asyncDispose]());

/** A page without its pictures, and how many it had. */
async function readPage(file: string): Promise<{ readonly text: string; readonly pictures: number }> {
  const page = await readFile(file, 'utf8');
  const picture = /data:image\/jpeg;base64,[^"]+/g;
  return { text: page.replaceAll(picture, ''), pictures: page.match(picture)?.length ?? 0 };
}

test('A report shows every variant, what was done to it, and what could not be used, in one file that loads nothing.', async () => {
  const written = await writeReport({ dir: out });
  expect(written).toMatchObject({ path: path.join(out, 'report.html'), listed: 2, omitted: 0, pictured: 2 });
  const page = await readPage(written.path);
  expect((await stat(written.path)).size).toBe(written.bytes);
  expect(page.text).toContain('clip &amp; &lt;b&gt;.mp4');
  expect(page.text).not.toContain('<b>.mp4');
  for (const { output } of (summary.variants ?? []).filter(({ status }) => status === 'succeeded')) {
    expect(page.text).toContain((output ?? '').replace('&', '&amp;').replace('<b>', '&lt;b&gt;'));
  }
  expect(page.text).toContain('What was done');
  expect(page.text).toContain('INSPECT_MEDIA_UNUSABLE');
  expect(page.pictures).toBe(2 * 3 * 2);
  expect(page.text).not.toMatch(/<script|https?:/);
});

test('Fewer pictures make a smaller page, and the page says of how many variants it shows frames.', async () => {
  const target = path.join(folder.path, 'small.html');
  const written = await writeReport({ dir: out, out: target, pictured: 1 });
  expect(written).toMatchObject({ path: target, listed: 2, pictured: 1 });
  const page = await readPage(target);
  expect(page.pictures).toBe(2 * 3);
  expect(page.text).toContain('Frames are shown of the first 1 variant.');
});

test('A source or variant that is gone, or is another file now, is named instead of shown.', async () => {
  const copy = path.join(folder.path, 'copy');
  await cp(out, copy, { recursive: true });
  const [first, second] = (summary.variants ?? []).flatMap(({ output }) => output ?? []);
  await rm(path.join(copy, first ?? ''));
  await writeFile(path.join(copy, second ?? ''), 'another file');
  const written = await writeReport({ dir: copy });
  const page = await readPage(written.path);
  expect(page.text.match(/The variant no longer exists\./g)).toHaveLength(2 * 3);
  expect(page.pictures).toBe(2 * 3);
});

test('A page is only written over a page, and a number of pictures has a range.', async () => {
  await expect(writeReport({ dir: out, out: path.join(out, 'clip.mp4') })).rejects.toMatchObject({
    code: 'VARIANTS_OPTION_INVALID',
    option: 'out',
  });
  await expect(writeReport({ dir: out, pictured: 501 })).rejects.toMatchObject({
    code: 'VARIANTS_OPTION_INVALID',
    option: 'pictured',
  });
});

test.each([
  ['that does not exist', null],
  ['with an empty manifest', ''],
  ['with a manifest that is cut', '{\n"formatVersion": 1,\n"options": {"strategy":"standard",'],
  ['with another manifest', '{ "formatVersion": 1, "options": {} }'],
])('Of a folder %s there is no report.', async (name, manifest) => {
  const dir = path.join(folder.path, name);
  if (manifest !== null) {
    await mkdir(dir);
    await writeFile(path.join(dir, 'manifest.json'), manifest);
  }
  await expect(writeReport({ dir })).rejects.toMatchObject({ code: 'VARIANTS_REPORT_IMPOSSIBLE' });
});
