import { mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeClip } from './testing/clip.ts';
import { postBatch, problemIn, startTestService, type TestService } from './testing/test-service.ts';
import { waitForRun } from './testing/wait-for-run.ts';

let running: TestService;

beforeAll(async () => {
  running = await startTestService({ requestsPerMinute: 100_000 });
  await makeClip(running.inputRoot);
});

afterAll(() => running[Symbol.asyncDispose]());

/** Puts a link into an output folder that leads outside the output root, runs a batch there, and says how it ended. */
async function runBeside(name: string, target: 'folder' | 'file' | 'nothing') {
  const batchId = `${name.replaceAll(/[^a-z]/g, '-')}-${target}`.replace(/^-+/, '');
  const link = path.join(running.outputRoot, batchId, name.replace('BATCH', batchId));
  const outside = path.join(running.folder, `outside-${batchId}`);
  const leadsTo = path.join(outside, 'target');
  await mkdir(outside);
  await mkdir(path.dirname(link), { recursive: true });
  if (target === 'folder') await mkdir(leadsTo);
  if (target === 'file') await writeFile(leadsTo, 'precious');
  await symlink(leadsTo, link);
  await postBatch(running.url, { batchId, outDir: batchId, inputs: ['clip.mp4'], count: 1 });
  const run = await waitForRun(running.url, batchId);
  return { run, outside, leadsTo };
}

test.each([
  '.variegate',
  '.variegate/records',
  '.variegate/lock',
  '.variegate/searches',
  '.variegate/cancel',
  '.variegate/batches',
  '.variegate/batches/BATCH',
])(
  'A batch whose output folder has a link in the place of %s writes nothing where that leads.',
  async name => {
    for (const target of ['folder', 'nothing'] as const) {
      const { run, outside, leadsTo } = await runBeside(name, target);
      expect(run.status).toBe('failed');
      expect(run.error?.message).toMatch(/" in it is a link, and links in it are not followed\.$/);
      expect(await readdir(outside)).toEqual(target === 'folder' ? ['target'] : []);
      if (target === 'folder') expect(await readdir(leadsTo)).toEqual([]);
    }
  },
);

test.each([
  'journal.jsonl',
  'manifest.json',
  'ground_truth.csv',
  '.variegate/planned.jsonl',
  '.variegate/manifest.json.part',
  '.variegate/ground_truth.csv.part',
  '.variegate/cancel/BATCH',
  '.variegate/batches/BATCH/run.json',
  '.variegate/batches/BATCH/batch.json',
  '.variegate/batches/BATCH/chunk-0001.json',
  '.variegate/batches/BATCH/planned-0001.jsonl',
  '.variegate/batches/BATCH/summary.json',
])(
  'A batch whose output folder has a link in the place of %s leaves what that leads to as it is.',
  async name => {
    for (const target of ['file', 'nothing'] as const) {
      const { outside, leadsTo } = await runBeside(name, target);
      expect(await readdir(outside)).toEqual(target === 'file' ? ['target'] : []);
      if (target === 'file') expect(await readFile(leadsTo, 'utf8')).toBe('precious');
    }
  },
);

test('Links in the place of scratch files and results are replaced, and the batch is whole.', async () => {
  for (const name of ['manifest.json', '.variegate/planned.jsonl', '.variegate/manifest.json.part']) {
    const { run } = await runBeside(name, 'folder');
    expect(run).toMatchObject({
      status: 'completed',
      counts: { succeeded: 1 },
      summary: { resultsError: null },
    });
  }
});

test('A folder that was exchanged for a link to another has no report, and no summary.', async () => {
  const at = (name: string) => path.join(running.outputRoot, name);
  for (const batchId of ['one', 'other']) {
    await postBatch(running.url, { batchId, outDir: batchId, inputs: ['clip.mp4'], count: 1 });
    await waitForRun(running.url, batchId);
  }
  await rename(at('one'), path.join(running.folder, 'moved'));
  await rename(at('other'), path.join(running.folder, 'secret'));
  await symlink(path.join(running.folder, 'moved'), at('one'));
  await symlink(path.join(running.folder, 'secret'), at('other'));
  const problem = await problemIn(await fetch(`${running.url}/api/runs/other/report`));
  expect(problem).toMatchObject({ status: 409, code: 'VARIANTS_OUTPUT_FOLDER_UNUSABLE' });
  expect(problem.message).toContain('"other" in it is a link');
  expect(await waitForRun(running.url, 'one')).toMatchObject({ status: 'completed', summary: null });
});

test('A variant that was exchanged for a link is made again, and what the link leads to stays.', async () => {
  const request = { batchId: 'made', outDir: 'made', inputs: ['clip.mp4'], count: 1 };
  await postBatch(running.url, request);
  await waitForRun(running.url, 'made');
  const folder = path.join(running.outputRoot, 'made');
  const variant = String((await readdir(folder)).find(name => name.endsWith('.mp4')));
  const elsewhere = path.join(running.folder, 'elsewhere.mp4');
  const bytes = await readFile(path.join(folder, variant));
  await rename(path.join(folder, variant), elsewhere);
  await symlink(elsewhere, path.join(folder, variant));
  await postBatch(running.url, { ...request, batchId: 'again' });
  expect((await waitForRun(running.url, 'again')).counts).toMatchObject({ succeeded: 1, skipped: 0 });
  expect(await readFile(elsewhere)).toEqual(bytes);
  const entries = await readdir(folder, { withFileTypes: true });
  expect(entries.find(({ name }) => name === variant)?.isFile()).toBe(true);
});
