import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { PairIndex } from '../tables/pair-index.ts';
import { readGroundTruth } from '../tables/read-tables.ts';
import { drawnSet } from '../testing/drawn-set.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { exportDataset } from './export-dataset.ts';

const run = promisify(execFile);
const set = { references: 3, distractors: 1, variants: 4, controls: 1 };

async function rowsOf(file: string): Promise<readonly Readonly<Record<string, string>>[]> {
  return parse(await readFile(file, 'utf8'), { columns: true });
}

test('VSC2022 gets ids that its reader takes, segments with a length, the media under those ids, and the whole map beside.', async () => {
  await using folder = await temporaryFolder();
  await drawnSet(folder.path, set);
  const [written] = await exportDataset({ dir: folder.path, formats: ['vsc2022'] });
  expect(written).toMatchObject({ format: 'vsc2022', variants: 19, references: 3 });
  const at = (...names: readonly string[]) => path.join(written?.path ?? '', ...names);
  const truth = await readGroundTruth(at('ground_truth.csv'), { pairs: new PairIndex() });
  for (let row = 0; row < truth.size; row++) {
    expect(truth.queryEnd(row)).toBeGreaterThan(truth.queryStart(row));
    expect(truth.refEnd(row)).toBeGreaterThan(truth.refStart(row));
    expect(truth.pairs.queryId(truth.pair(row))).toMatch(/^Q[0-9a-f]{16}$/);
    expect(truth.pairs.refId(truth.pair(row))).toMatch(/^R[0-9a-f]{16}$/);
  }
  const ids = await rowsOf(at('ids.csv'));
  expect(ids).toHaveLength(19 + 3);
  const queries = await readdir(at('queries'));
  expect(queries.map(name => path.parse(name).name).sort()).toEqual(
    ids.flatMap(({ id = '' }) => (id.startsWith('Q') ? [id] : [])).sort(),
  );
  for (const { id = '', file_name: name = '' } of ids) {
    const file = at(id.startsWith('Q') ? 'queries' : 'references', `${id}.mp4`);
    expect((await stat(file)).ino).toBe((await stat(path.join(folder.path, name))).ino);
  }
  // Distractors come from no reference, so neither file has a row of one.
  const truthIds = new Set((await rowsOf(at('ground_truth.csv'))).map(row => row['query_id']));
  const distractors = ids.filter(({ kind }) => kind === 'distractor').map(({ id }) => id);
  expect(distractors).toHaveLength(4);
  expect(distractors.filter(id => truthIds.has(id))).toEqual([]);
  const map = await rowsOf(at('segments.csv'));
  expect(map.length).toBeGreaterThanOrEqual(truth.size);
  expect(new Set(map.map(row => row['direction']))).toContain('1');
});

test('DISC21 gets pairs without times, and a row for every query.', async () => {
  await using folder = await temporaryFolder();
  await drawnSet(folder.path, set);
  const [written] = await exportDataset({ dir: folder.path, formats: ['disc21'], files: 'none' });
  const rows = await rowsOf(path.join(written?.path ?? '', 'ground_truth.csv'));
  expect(Object.keys(rows[0] ?? {})).toEqual(['query_id', 'reference_id']);
  expect(rows).toHaveLength(19);
  expect(rows.filter(row => row['reference_id'] === '')).toHaveLength(4);
  expect(await readdir(written?.path ?? '')).not.toContain('queries');
});

test('The tables are the same in CSV, JSONL and Parquet, and Parquet names its types.', async () => {
  await using folder = await temporaryFolder();
  await drawnSet(folder.path, set);
  const [csv, jsonl, huggingface] = await exportDataset({
    ...{
      dir: folder.path,
      formats: ['csv', 'jsonl', 'huggingface'] as const,
      out: path.join(folder.path, 'x'),
    },
  });
  const rows = await rowsOf(path.join(csv?.path ?? '', 'variants.csv'));
  const objects = (await readFile(path.join(jsonl?.path ?? '', 'variants.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Readonly<Record<string, unknown>>);
  expect(objects.map(object => [object['query_id'], object['plan']])).toEqual(
    rows.map(row => [row['query_id'], JSON.parse(row['plan'] ?? '')]),
  );
  const { asyncBufferFromFile, parquetReadObjects, parquetMetadataAsync } = await import('hyparquet');
  const file = await asyncBufferFromFile(path.join(huggingface?.path ?? '', 'data', 'variants.parquet'));
  const parquet = await parquetReadObjects({ file });
  expect(parquet.map(row => String(row['query_id']))).toEqual(rows.map(row => row['query_id']));
  expect(
    parquet.map(row => [Number(row['bytes']), row['pdq_distance'], row['has_audio'], row['ref_id']]),
  ).toEqual(
    objects.map(object => [
      object['bytes'],
      (object['measures'] as { pdq_distance: number }).pdq_distance,
      true,
      object['ref_id'],
    ]),
  );
  const { schema } = await parquetMetadataAsync(file);
  expect(schema.find(({ name }) => name === 'plan')).toMatchObject({
    type: 'BYTE_ARRAY',
    converted_type: 'UTF8',
  });
  const card = await readFile(path.join(huggingface?.path ?? '', 'README.md'), 'utf8');
  expect(card).toContain(
    '- config_name: steps\n  data_files:\n  - split: test\n    path: data/steps.parquet\n',
  );
  expect(await readdir(path.join(huggingface?.path ?? '', 'videos'))).toHaveLength(19);
});

test('WebDataset gets shards that tar reads: for each sample its JSON and its video under one key.', async () => {
  await using folder = await temporaryFolder();
  await drawnSet(folder.path, set);
  const [written] = await exportDataset({ dir: folder.path, formats: ['webdataset'] });
  expect((await readdir(written?.path ?? '')).sort()).toEqual([
    'references-000000.tar',
    'variants-000000.tar',
  ]);
  const shard = path.join(written?.path ?? '', 'variants-000000.tar');
  const out = path.join(folder.path, 'unpacked');
  await mkdir(out);
  await run('tar', ['-xf', shard, '-C', out]);
  const names = (await readdir(out)).sort();
  expect(names).toHaveLength(2 * 19);
  for (const name of names.filter(one => one.endsWith('.json'))) {
    const about = JSON.parse(await readFile(path.join(out, name), 'utf8')) as {
      file_name: string;
      export_id: string;
    };
    expect(name).toBe(`${about.export_id}.json`);
    // The files of a drawn set hold their names.
    expect(await readFile(path.join(out, `${about.export_id}.mp4`), 'utf8')).toBe(about.file_name);
  }
});

test('An export is whole or not there, and never replaces one unless that is asked for.', async () => {
  await using folder = await temporaryFolder();
  await drawnSet(folder.path, set);
  const { dir, out } = { dir: folder.path, out: path.join(folder.path, 'out') };
  await exportDataset({ dir, out, formats: ['csv'] });
  await expect(exportDataset({ dir, out, formats: ['csv'] })).rejects.toThrow(/csv" exists\..*--force/);
  await exportDataset({ dir, out, formats: ['csv'], force: true });
  await rm(path.join(dir, 'clip2.mp4'));
  await expect(exportDataset({ dir, out, formats: ['vsc2022'] })).rejects.toMatchObject({
    code: 'EVALUATION_DATASET_UNUSABLE',
    message: expect.stringMatching(/clip2\.mp4" is missing or has changed since the batch/),
  });
  expect(await readdir(out)).toEqual(['csv']);
  await exportDataset({ dir, out, formats: ['vsc2022'], files: 'none' });
});

test('A link or another file in the place of a variant is refused, as are unknown formats and folders of nothing.', async () => {
  await using folder = await temporaryFolder();
  const dir = folder.path;
  await expect(exportDataset({ dir, formats: ['csv'] })).rejects.toThrow('not a finished output folder');
  await drawnSet(dir, set);
  await expect(exportDataset({ dir, formats: [] })).rejects.toThrow('formats must be one or more of vsc2022');
  const variant = (await readdir(dir)).find(name => name.includes('.v001.')) ?? '';
  await rm(path.join(dir, variant));
  await symlink('/etc/hostname', path.join(dir, variant));
  await expect(exportDataset({ dir, formats: ['huggingface'] })).rejects.toThrow(
    'is missing or is not the file',
  );
  await rm(path.join(dir, variant));
  await writeFile(path.join(dir, variant), 'something else');
  await expect(exportDataset({ dir, formats: ['webdataset'] })).rejects.toThrow(
    'is missing or is not the file',
  );
});
