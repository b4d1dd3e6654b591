import { copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { assertDecodes, clipOf } from './testing/clip.ts';
import { parseLines, runCommand, summaryOf } from './testing/command.ts';
import { runInProcess } from './testing/in-process.ts';
import { mediaIn } from './testing/output-folder.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { unlikeCopy } from './testing/unlike-copy.ts';

const onPosix = process.platform !== 'win32';

/** Names that mean something to a shell, to ffmpeg or to a format, and one as long as file systems take. */
const names = [
  `it's "quoted".mp4`,
  'line\nbreak.mp4',
  'a:b,c;[d].mp4',
  '100%d %{pts}.mp4',
  '-dash.mp4',
  'back\\slash.mp4',
  'concat:x|y.mp4',
  `x${'ü'.repeat(125)}.mp4`,
];

const quick = ['-n', '1', '--only', 'encoding', '--preset', 'ultrafast', '--measure', 'off'];

test.skipIf(!onPosix)(
  'Files with hostile names become variants like any other, and come back whole in every format.',
  async () => {
    await using folder = await temporaryFolder();
    await mkdir(path.join(folder.path, 'in'));
    for (const name of names) await unlikeCopy(await clipOf(1), path.join(folder.path, 'in', name));
    const end = await runCommand(['batch', 'in', ...quick, '-o', 'out', '--json'], { cwd: folder.path });
    expect(summaryOf(end.stdout)).toMatchObject({
      requested: names.length,
      succeeded: names.length,
      failed: 0,
    });

    const out = path.join(folder.path, 'out');
    const media = await mediaIn(out);
    expect(media).toHaveLength(names.length);
    for (const name of media) {
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
      expect(name).toMatch(/^[^-.\n:"\\|][^\n:"\\|]*$/u);
      await assertDecodes(path.join(out, name));
    }
    const manifest = JSON.parse(await readFile(path.join(out, 'manifest.json'), 'utf8'));
    expect(manifest.sources.map(({ file }: { file: string }) => file).sort()).toEqual(names.toSorted());
    const [, ...rows] = (await readFile(path.join(out, 'ground_truth.csv'), 'utf8')).trim().split('\n');
    expect(rows).toHaveLength(names.length);
  },
);

test.skipIf(!onPosix)('A file whose name begins with a dash can be named, after -- too.', async () => {
  await using folder = await temporaryFolder();
  await copyFile(await clipOf(1), path.join(folder.path, '-dash.mp4'));
  for (const words of [['./-dash.mp4'], ['--', '-dash.mp4']]) {
    const command = ['variants', ...quick, '--dry-run', '--json', ...words];
    const end = await runCommand(command, { cwd: folder.path });
    expect(summaryOf(end.stdout)).toMatchObject({ requested: 1, cancelled: 1 });
  }
});

test.skipIf(!onPosix)(
  'What cannot be read in a folder is reported by name, and the rest is processed.',
  async () => {
    await using folder = await temporaryFolder();
    const at = (name: string) => path.join(folder.path, 'in', name);
    await mkdir(at('folder.mp4'), { recursive: true });
    await copyFile(await clipOf(1), at('good.mp4'));
    await writeFile(at('empty.mp4'), '');
    await writeFile(at('text.mp4'), 'This is not a video.\n');
    await symlink('nowhere.mp4', at('broken-link.mp4'));
    await symlink('..', at('loop'));

    const command = ['batch', 'in', '--recursive', ...quick, '-o', 'out', '--json'];
    const end = await runCommand(command, { cwd: folder.path });
    expect(end.exitCode).toBe(1);
    expect(summaryOf(end.stdout)).toMatchObject({ requested: 4, succeeded: 1, failed: 3 });
    const reported = parseLines(end.stdout).filter(({ type }) => type === 'input-unusable');
    expect(reported.map(({ source }) => path.basename(String(source)))).toEqual([
      ...['broken-link.mp4', 'empty.mp4', 'text.mp4'],
    ]);

    const quiet = await runCommand(['batch', 'in', ...quick, '-o', 'out', '--quiet'], { cwd: folder.path });
    expect(quiet).toMatchObject({ exitCode: 1, stdout: '' });
    expect(quiet.stderr.trim().split('\n')).toHaveLength(3);
  },
);

test('A folder without videos is refused, by its name.', async () => {
  await using folder = await temporaryFolder();
  const empty = path.join(folder.path, 'empty');
  await mkdir(empty);
  await writeFile(path.join(empty, 'notes.txt'), '');
  const out = path.join(folder.path, 'out');
  for (const words of [[empty], [await clipOf(1), '--distractors', empty]]) {
    const end = await runInProcess(['batch', ...words, '-o', out]);
    expect(end.exitCode).toBe(2);
    expect(end.stderr).toBe(`variegate: There is no video in "${empty}".\n`);
  }
});

test('A variant that would take the place of an input fails, and the input stays as it was.', async () => {
  await using folder = await temporaryFolder();
  const clip = await clipOf(1);
  const request = [...quick, '-o', folder.path, '--json'];
  const planned = parseLines((await runCommand(['variants', clip, ...request, '--dry-run'])).stdout);
  const output = String(planned.find(({ type }) => type === 'variant-planned')?.['output']);
  const input = path.join(folder.path, output);
  await copyFile(await clipOf(2), input);
  const before = await readFile(input);

  const end = await runCommand(['batch', clip, input, ...request]);
  expect(end.exitCode).toBe(1);
  const failed = summaryOf(end.stdout).variants?.find(({ status }) => status === 'failed');
  expect(failed).toMatchObject({ source: clip, error: { code: 'VARIANTS_OUTPUT_REPLACES_INPUT' } });
  expect(await readFile(input)).toEqual(before);
});

test.skipIf(process.platform !== 'linux')(
  'Files and folders whose names are not UTF-8 are named with what is wrong, and the others are used.',
  async () => {
    await using folder = await temporaryFolder();
    const clip = await clipOf(1);
    const inBytes = (name: string) => Buffer.from(path.join(folder.path, name), 'latin1');
    await copyFile(clip, inBytes('good.mp4'));
    await copyFile(clip, inBytes('caf\xe9.mp4'));
    await mkdir(inBytes('d\xe9j\xe0'));
    await copyFile(clip, inBytes('d\xe9j\xe0/vu.mp4'));
    const end = await runCommand(['batch', '.', '--recursive', ...quick, '-o', 'out'], { cwd: folder.path });
    expect(end.exitCode).toBe(1);
    expect(await mediaIn(path.join(folder.path, 'out'))).toEqual([expect.stringMatching(/^good\./)]);
    for (const name of ['caf\ufffd.mp4', 'd\ufffdj\ufffd'])
      expect(end.stderr).toContain(
        `${name}" cannot be found; names that are not UTF-8 cannot be used, so rename it if it is there.`,
      );
  },
);
