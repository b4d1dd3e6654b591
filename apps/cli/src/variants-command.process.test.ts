import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { assertDecodes, clipOf } from './testing/clip.ts';
import { parseLines, runCommand, summaryOf } from './testing/command.ts';
import { deterministicManifest, digestsOf, leftoversIn, mediaIn } from './testing/output-folder.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('Variants of a video are playable, recorded, in the ground truth, and add up; a second run skips them.', async () => {
  await using folder = await temporaryFolder();
  const clip = await clipOf(2);
  const command = ['variants', clip, '-n', '3', '-o', 'out', '--json'];

  const first = await runCommand(command, { cwd: folder.path });
  expect(first.stderr).toBe('');
  expect(first.exitCode).toBe(0);
  const summary = summaryOf(first.stdout);
  expect(summary).toMatchObject({ requested: 3, succeeded: 3, failed: 0, skipped: 0, cancelled: 0 });
  expect(summary.variants?.map(({ index, status }) => [index, status])).toEqual([
    [1, 'succeeded'],
    [2, 'succeeded'],
    [3, 'succeeded'],
  ]);
  expect(summary.renderCpuSeconds).toBeGreaterThan(0);
  expect(summary.cpuSeconds).toBeGreaterThan(summary.renderCpuSeconds);
  expect(summary.peakMemoryBytes).toBeGreaterThan(10_000_000);

  const out = path.join(folder.path, 'out');
  const media = await mediaIn(out);
  expect(summary.variants?.map(({ output }) => output)).toEqual(media);
  for (const name of media) await assertDecodes(path.join(out, name));
  expect(await readdir(path.join(out, '.variegate', 'records'))).toHaveLength(3);
  expect(await leftoversIn(out)).toEqual([]);

  const rows = (await readFile(path.join(out, 'ground_truth.csv'), 'utf8')).trim().split('\n');
  expect(rows[0]).toBe('query_id,ref_id,query_start,query_end,ref_start,ref_end');
  const queries = new Set(rows.slice(1).map(row => row.split(',')[0]));
  expect([...queries].sort()).toEqual(media.map(name => path.parse(name).name));

  const types = new Set(parseLines(first.stdout).map(({ type }) => type));
  expect(types).toContain('batch-planned');
  expect(types).toContain('variant-started');
  expect(types).toContain('variant-succeeded');
  expect(types).toContain('admission');

  const again = summaryOf((await runCommand(command, { cwd: folder.path })).stdout);
  expect(again).toMatchObject({ requested: 3, succeeded: 0, failed: 0, skipped: 3, cancelled: 0 });
});

test('The same request makes the same bytes, manifest and ground truth anywhere, and a higher count keeps what was there.', async () => {
  await using folder = await temporaryFolder();
  const clip = await clipOf(1);
  const [here, there] = [path.join(folder.path, 'here'), path.join(folder.path, 'there')];
  await runCommand(['variants', clip, '-n', '2', '--seed', '7', '-o', here]);
  await runCommand(['variants', clip, '-n', '2', '--seed', '7', '-o', there, '--max-workers', '1']);
  expect(Object.keys(await digestsOf(here))).toHaveLength(2);
  expect(await digestsOf(there)).toEqual(await digestsOf(here));
  expect(await deterministicManifest(there)).toEqual(await deterministicManifest(here));
  const truth = await readFile(path.join(here, 'ground_truth.csv'), 'utf8');
  expect(await readFile(path.join(there, 'ground_truth.csv'), 'utf8')).toBe(truth);

  const more = await runCommand(['variants', clip, '-n', '3', '--seed', '7', '-o', here, '--json']);
  expect(summaryOf(more.stdout)).toMatchObject({ requested: 3, succeeded: 1, skipped: 2 });
  expect(await digestsOf(here)).toMatchObject(await digestsOf(there));
});

test('A variant that is gone or damaged is rendered again, to the same bytes, and the others are left alone.', async () => {
  await using folder = await temporaryFolder();
  const clip = await clipOf(1);
  const command = ['variants', clip, '-n', '3', '-o', folder.path, '--json'];
  await runCommand(command);
  const before = await digestsOf(folder.path);
  const [gone = '', damaged = ''] = await mediaIn(folder.path);
  await rm(path.join(folder.path, gone));
  const bytes = await readFile(path.join(folder.path, damaged));
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 100) ^ 1, bytes.length - 100);
  await writeFile(path.join(folder.path, damaged), bytes);

  const again = summaryOf((await runCommand(command)).stdout);
  expect(again).toMatchObject({ succeeded: 2, skipped: 1 });
  expect(await digestsOf(folder.path)).toEqual(before);
});

test('Without a terminal there are plain lines and a closing table, and no escape sequence.', async () => {
  await using folder = await temporaryFolder();
  const clip = await clipOf(1);
  const end = await runCommand(['variants', clip, '-n', '1', '-o', folder.path]);
  const [name = ''] = await mediaIn(folder.path);
  expect(end.stderr).toMatch(/^1 standard variants, \d+ in parallel, into /);
  expect(end.stderr).toContain(`${name} started\n`);
  expect(end.stderr).toContain(`${name} done in `);
  expect(end.stdout).toMatch(/variant +│ status +│ seconds +│ +size +│ peak memory/);
  expect(end.stdout).toContain('1 variants: 1 made;');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what must not be there
  expect(`${end.stdout}${end.stderr}`).not.toMatch(/\u001b/);

  const quiet = await runCommand(['variants', clip, '-n', '1', '-o', folder.path, '--quiet']);
  expect(quiet.stderr).toBe('');
});

test('A variant is measured by the segment map of its record, and a file beside itself has not moved.', async () => {
  await using folder = await temporaryFolder();
  const clip = await clipOf(4);
  await runCommand(['variants', clip, '-n', '1', '-o', folder.path]);
  const [name = ''] = await mediaIn(folder.path);
  const manifest = JSON.parse(await readFile(path.join(folder.path, 'manifest.json'), 'utf8'));
  const moved = await runCommand(['measure', clip, path.join(folder.path, name), '--fast', '--json']);
  expect(parseLines(moved.stdout)[0]).toMatchObject({
    type: 'measurement',
    alignment: 'given',
    similarity: { pdq: { alignedDistance: manifest.variants[0].similarity.pdq.alignedDistance } },
  });
  const same = await runCommand(['measure', clip, clip, '--fast']);
  expect(same.exitCode).toBe(0);
  expect(same.stdout).toContain('0.0 of 256 bits apart (PDQ, 4 frames paired side by side)');
});

test('A saved plan renders to the same variant in another folder.', async () => {
  await using folder = await temporaryFolder();
  const clip = await clipOf(1);
  const plans = path.join(folder.path, 'plans');
  const flags = ['-n', '2', '--crf', '30', '--alpha-colour', 'FF8000', '--deinterlace', 'off'];
  const planned = await runCommand(['plan', clip, ...flags, '--save', plans, '--json']);
  expect(planned.exitCode).toBe(0);
  expect(parseLines(planned.stdout).map(({ type }) => type)).toEqual(['plan', 'plan', 'summary']);
  const saved = (await readdir(plans)).sort()[1] ?? '';

  await runCommand(['variants', clip, ...flags, '-o', path.join(folder.path, 'drawn')]);
  const end = await runCommand([
    'render',
    path.join(plans, saved),
    '-o',
    path.join(folder.path, 'saved'),
    '--json',
  ]);
  expect(summaryOf(end.stdout)).toMatchObject({ requested: 1, succeeded: 1 });
  expect(await digestsOf(path.join(folder.path, 'drawn'))).toMatchObject(
    await digestsOf(path.join(folder.path, 'saved')),
  );
});

test('A plan that is explained names for every step the parts of the graph that carry it.', async () => {
  const clip = await clipOf(1);
  const { exitCode, stdout } = await runCommand(['plan', clip, '-n', '1', '--explain', '--json']);
  expect(exitCode).toBe(0);
  const [explained] = parseLines(stdout) as unknown as [Explained];
  expect(explained.command).toMatch(/^ffmpeg .* -filter_complex '/);
  const carried = new Set(explained.parts.flatMap(({ steps }) => steps));
  expect([...carried].sort((a, b) => a - b)).toEqual(explained.plan.steps.map((_, index) => index));
});

interface Explained {
  readonly command: string;
  readonly plan: { readonly steps: readonly unknown[] };
  readonly parts: readonly { readonly steps: readonly number[] }[];
}
