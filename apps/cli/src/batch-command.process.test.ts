import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { parseLines, runCommand, summaryOf } from './testing/command.ts';
import { mediaIn } from './testing/output-folder.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('A batch takes what it can use: equal names are made distinct, copies are rendered once, unusable files are reported.', async () => {
  await using folder = await temporaryFolder();
  const place = (name: string) => path.join(folder.path, 'in', name);
  await mkdir(place('more'), { recursive: true });
  await copyFile(await clipOf(1), place('clip.mp4'));
  await copyFile(await clipOf(2), place('more/clip.mp4'));
  await copyFile(await clipOf(1), place('more/copy.mp4'));
  await writeFile(place('broken.mp4'), 'This is not a video.\n');
  await writeFile(place('notes.txt'), 'Nothing of interest.\n');

  const command = ['batch', 'in', '--recursive', '-n', '1', '-o', 'out', '--json'];
  const end = await runCommand(command, { cwd: folder.path });
  expect(end.exitCode).toBe(1);
  const summary = summaryOf(end.stdout);
  expect(summary).toMatchObject({ requested: 3, succeeded: 2, failed: 1, skipped: 0, cancelled: 0 });
  expect(summary.duplicates).toEqual([{ source: place('more/copy.mp4'), duplicateOf: place('clip.mp4') }]);
  const unusable = parseLines(end.stdout).find(({ type }) => type === 'input-unusable');
  expect(unusable).toMatchObject({ source: place('broken.mp4'), error: { code: 'INSPECT_MEDIA_UNUSABLE' } });

  const media = await mediaIn(path.join(folder.path, 'out'));
  expect(media).toHaveLength(2);
  for (const name of media) expect(name).toMatch(/^clip~[0-9a-f]{4}\.v001\.[0-9a-f]{6}\.mp4$/);
  const truth = await readFile(path.join(folder.path, 'out', 'ground_truth.csv'), 'utf8');
  expect(truth).toMatch(/^clip~[0-9a-f]{4}\.v001\.[0-9a-f]{6},clip~[0-9a-f]{4},/m);

  const again = summaryOf((await runCommand(command, { cwd: folder.path })).stdout);
  expect(again).toMatchObject({ requested: 3, succeeded: 0, failed: 1, skipped: 2 });
});

test('Variants are refused as named inputs, skipped in folders, and accepted with --allow-variants.', async () => {
  await using folder = await temporaryFolder();
  await runCommand(['variants', await clipOf(1), '-n', '1', '-o', folder.path]);
  const [variant = ''] = await mediaIn(folder.path);
  const out = path.join(folder.path, 'out');
  const named = await runCommand(['variants', path.join(folder.path, variant), '-o', out]);
  expect(named.exitCode).toBe(2);
  expect(named.stderr).toContain('is a variant that was made by this tool');
  const found = await runCommand(['batch', folder.path, '-o', out]);
  expect(found.exitCode).toBe(2);
  expect(found.stderr).toContain('no video among the inputs besides variants');
  const asked = await runCommand([
    ...['variants', path.join(folder.path, variant), '-n', '1', '-o', out, '--allow-variants', '--json'],
  ]);
  expect(summaryOf(asked.stdout)).toMatchObject({ succeeded: 1 });
});
