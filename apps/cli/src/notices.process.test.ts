import { copyFile, truncate } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { parseLines, runCommand, startCommand } from './testing/command.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('A memory limit that the renders exceed is named, with --dry-run, --json and --quiet too.', async () => {
  await using folder = await temporaryFolder();
  const args = ['variants', await clipOf(1), '-n', '2', '-o', folder.path, '--memory-limit', '60MB'];
  const said =
    /^2 variants are each expected to take more than the memory limit of 60\.0 MB, up to \d+\.\d MB: each is rendered alone$/m;
  expect((await runCommand([...args, '--dry-run'])).stderr).toMatch(said);
  const { stdout } = await runCommand([...args, '--dry-run', '--json']);
  expect(parseLines(stdout).filter(({ type }) => type === 'memory-limit-exceeded')).toMatchObject([
    { limitBytes: 60e6, variants: 2, largestEstimateBytes: expect.any(Number) },
  ]);
  expect((await runCommand([...args, '--quiet'])).stderr).toMatch(said);
});

describe.skipIf(process.platform === 'win32')('A file that takes long to be hashed', () => {
  test('is named with how far that is, as a line and as an event.', async () => {
    await using folder = await temporaryFolder();
    const file = path.join(folder.path, 'long.mp4');
    await copyFile(await clipOf(1), file);
    const totalBytes = 200 * 1024 ** 3;
    await truncate(file, totalBytes);
    const args = ['variants', file, '-n', '1', '-o', path.join(folder.path, 'out')];

    const plain = startCommand(args);
    await plain.saw('hashing long.mp4, 0 %\n');
    plain.process.kill('SIGTERM');
    expect((await plain.end).exitCode).toBe(143);

    const json = startCommand([...args, '--json']);
    await json.saw('"input-hashing"');
    json.process.kill('SIGTERM');
    const { stdout } = await json.end;
    expect(parseLines(stdout)[0]).toMatchObject({
      ...{ type: 'input-hashing', source: file, totalBytes },
      hashedBytes: expect.any(Number),
    });
  });
});
