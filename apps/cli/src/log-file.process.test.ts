import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { parseLines, runCommand, startCommand } from './testing/command.ts';
import { mediaIn } from './testing/output-folder.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const quick = ['--preset', 'ultrafast', '--only', 'brightness', '--measure', 'off'];

async function linesOf(file: string) {
  return parseLines(await readFile(file, 'utf8'));
}

test('A log has a line for all that a run does, with time, level and sentence, and the next run appends to it.', async () => {
  await using folder = await temporaryFolder();
  const [log, broken, out] = ['night.log', 'broken.mp4', 'out'].map(name => path.join(folder.path, name)) as [
    string,
    string,
    string,
  ];
  await writeFile(broken, 'no video');
  const args = ['batch', await clipOf(1), broken, '-n', '2', ...quick, '-o', out, '--log-file', log];
  const first = await runCommand(args);
  expect(first.exitCode).toBe(1);
  const lines = await linesOf(log);
  const about = (type: string) => lines.filter(({ event }) => (event as { type?: string })?.type === type);
  expect(lines[0]).toMatchObject({ level: 'info', msg: expect.stringContaining('variegate batch '), args });
  expect(about('batch-planned')).toMatchObject([{ level: 'info', event: { requested: 4 } }]);
  expect(about('input-unusable')).toMatchObject([{ level: 'error', event: { source: broken } }]);
  expect(about('variant-succeeded')).toMatchObject([{ msg: expect.stringMatching(/\.mp4 done in /) }, {}]);
  expect(about('variant-progress')).toEqual([]);
  expect(about('summary')).toMatchObject([{ level: 'warn', event: { succeeded: 2, failed: 2 } }]);
  expect(lines.at(-1)).toMatchObject({ level: 'warn', exitCode: 1 });
  for (const { time, pid } of lines) {
    expect(new Date(String(time)).toISOString()).toBe(time);
    expect(pid).toBe(lines[0]?.['pid']);
  }
  // What is shown does not depend on the log.
  expect(first.stderr).toContain('cannot be used');

  await runCommand([...args, '--verbose', '--force', '--quiet']);
  const all = await linesOf(log);
  expect(all.slice(0, lines.length)).toEqual(lines);
  expect(new Set(all.map(({ pid }) => pid)).size).toBe(2);
  expect(all.some(({ level }) => level === 'debug')).toBe(true);
});

test('An error that ends a command is in its log, with its code.', async () => {
  await using folder = await temporaryFolder();
  const log = path.join(folder.path, 'log');
  const end = await runCommand(['variants', path.join(folder.path, 'none.mp4'), '--log-file', log]);
  expect(end.exitCode).toBe(2);
  const lines = await linesOf(log);
  expect(lines.at(-1)).toMatchObject({ level: 'error', error: { code: 'VARIANTS_INPUTS_UNUSABLE' } });
  await runCommand([
    'apply',
    path.join(folder.path, 'none.mp4'),
    'x.mp4',
    '--step',
    'reverse',
    '--log-file',
    log,
  ]);
  expect((await linesOf(log)).filter(({ level }) => level === 'error')).toHaveLength(2);
});

test('The service logs to the file as well as to standard error.', async () => {
  await using folder = await temporaryFolder();
  const [log, roots] = [
    path.join(folder.path, 'log'),
    ['--input-root', folder.path, '--output-root', path.join(folder.path, 'out')],
  ];
  const running = startCommand([
    'serve',
    '--port',
    '0',
    ...roots,
    '--state',
    path.join(folder.path, 'state'),
    '--log-file',
    log,
  ]);
  await running.saw('http://127.0.0.1');
  running.process.kill('SIGTERM');
  const { exitCode, stderr } = await running.end;
  expect(exitCode).toBe(0);
  const shown = parseLines(
    stderr
      .split('\n')
      .filter(line => line.startsWith('{'))
      .join('\n'),
  );
  expect(shown.length).toBeGreaterThan(0);
  const lines = await linesOf(log);
  for (const line of shown) expect(lines).toContainEqual(line);
});

test.skipIf(process.platform === 'win32').each(['clip.mp4', '.', 'none/log', 'pipe'])(
  'A log in the place of %s is refused before anything starts, and nothing is touched.',
  async name => {
    await using folder = await temporaryFolder();
    const clip = path.join(folder.path, 'clip.mp4');
    const before = await readFile(await clipOf(1));
    await writeFile(clip, before);
    await promisify(execFile)('mkfifo', [path.join(folder.path, 'pipe')]);
    const out = path.join(folder.path, 'out');
    const end = await runCommand(['variants', clip, '-o', out, '--log-file', path.join(folder.path, name)]);
    expect(end).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringMatching(/^variegate: The log "[^\n]+\n$/),
    });
    expect(await readFile(clip)).toEqual(before);
  },
);

test.skipIf(process.platform !== 'linux')(
  'A log that cannot be written is said once, and costs no variant.',
  async () => {
    await using folder = await temporaryFolder();
    const end = await runCommand([
      'variants',
      await clipOf(1),
      '-n',
      '2',
      ...quick,
      '-o',
      folder.path,
      '--log-file',
      '/dev/full',
    ]);
    expect(end.exitCode).toBe(0);
    expect(end.stderr.match(/the log cannot be written/g)).toHaveLength(1);
    expect(end.stderr).toContain(
      'variegate: the log cannot be written to /dev/full (ENOSPC); the work continues.\n',
    );
    expect(await mediaIn(folder.path)).toHaveLength(2);
  },
);
