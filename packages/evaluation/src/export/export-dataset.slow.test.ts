import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { drawnSet } from '../testing/drawn-set.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { exportFormats } from './formats.ts';

test('Ten thousand variants are exported in every format within a small heap.', async () => {
  await using folder = await temporaryFolder();
  await drawnSet(folder.path, { references: 100, variants: 100, distinctPlans: 50 });
  const script = `
    const { exportDataset } = await import(${JSON.stringify(new URL('export-dataset.ts', import.meta.url).href)});
    const written = await exportDataset({ dir: process.argv[1], formats: ${JSON.stringify(exportFormats)} });
    console.log(JSON.stringify(written.map(({ format, variants, files }) => [format, variants, files])));
  `;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--max-old-space-size=320', '--input-type=module', '--eval', script, folder.path],
    { cwd: fileURLToPath(new URL('..', import.meta.url)) },
  );
  expect(JSON.parse(stdout)).toEqual([
    ['vsc2022', 10_000, 5 + 10_100],
    ['disc21', 10_000, 2 + 10_100],
    ['huggingface', 10_000, 5 + 10_000],
    ['webdataset', 10_000, 2],
    ['csv', 10_000, 4],
    ['jsonl', 10_000, 2],
  ]);
});
