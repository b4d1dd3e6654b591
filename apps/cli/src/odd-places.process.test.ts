import { execFileSync } from 'node:child_process';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { runCommand, startCommand, summaryOf } from './testing/command.ts';
import { leftoversIn } from './testing/output-folder.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** A pipe that nobody writes to, in the place of whatever was there. */
async function pipeAt(...parts: readonly string[]): Promise<void> {
  const place = path.join(...parts);
  await rm(place, { recursive: true, force: true });
  await mkdir(path.dirname(place), { recursive: true });
  execFileSync('mkfifo', [place]);
}

describe.skipIf(process.platform === 'win32')('A pipe that nobody writes to', () => {
  test('in the place of records, results and cache entries is passed over and replaced.', async () => {
    await using folder = await temporaryFolder();
    const [out, cache] = [path.join(folder.path, 'out'), path.join(folder.path, 'cache')];
    const command = ['variants', await clipOf(1), '-n', '2', '-o', out, '--json'];
    const env = { XDG_CACHE_HOME: cache };
    await runCommand(command, { env });
    const records = await readdir(path.join(out, '.variegate', 'records'));
    const [first = ''] = records;
    await pipeAt(out, '.variegate', 'records', first);
    await pipeAt(out, 'manifest.json');
    await pipeAt(out, '.variegate', 'planned.jsonl');
    const kept = await readdir(path.join(cache, 'variegate'), { recursive: true, withFileTypes: true });
    const entries = kept.filter(entry => entry.isFile());
    expect(entries.length).toBeGreaterThan(1);
    for (const { parentPath, name } of entries) await pipeAt(parentPath, name);

    const again = await runCommand(command, { env });
    expect(again.exitCode).toBe(0);
    expect(summaryOf(again.stdout)).toMatchObject({ succeeded: 1, skipped: 1, failed: 0 });
    expect(await leftoversIn(out)).toEqual([]);
    expect((await runCommand(['report', out], { env })).exitCode).toBe(0);
  });

  test.each(['journal.jsonl', '.variegate/lock'])(
    'in the place of %s is refused in one sentence.',
    async name => {
      await using folder = await temporaryFolder();
      await pipeAt(folder.path, name);
      const end = await runCommand(['variants', await clipOf(1), '-n', '1', '-o', folder.path]);
      expect(end.exitCode).toBe(2);
      expect(end.stderr).toMatch(/^variegate: [^\n]+\n$/);
    },
  );

  test('in the place of a manifest is not taken for a finished folder.', async () => {
    await using folder = await temporaryFolder();
    await pipeAt(folder.path, 'manifest.json');
    const end = await runCommand(['report', folder.path]);
    expect(end.exitCode).toBe(2);
    expect(end.stderr).toMatch(/^variegate: [^\n]+ is a link or no regular file[^\n]+\n$/);
  });

  test('as a list of inputs is waited for, until a second signal ends the command.', async () => {
    await using folder = await temporaryFolder();
    const list = path.join(folder.path, 'list.txt');
    await pipeAt(list);
    // How long a command takes to start follows the load, and nothing shows that this one waits.
    const begunMs = performance.now();
    await runCommand(['--version']);
    const startMs = performance.now() - begunMs;
    const running = startCommand(['batch', `@${list}`, '-o', path.join(folder.path, 'out')]);
    await new Promise(resolve => setTimeout(resolve, 1000 + 3 * startMs));
    running.process.kill('SIGTERM');
    await running.saw('Interrupt again');
    await new Promise(resolve => setTimeout(resolve, 200));
    running.process.kill('SIGTERM');
    await running.end;
    expect([running.process.exitCode, running.process.signalCode]).toEqual([null, 'SIGTERM']);
  });
});

describe.skipIf(process.platform !== 'linux')('A home folder', () => {
  test.each(['/dev/null/home', '/proc/1/home'])(
    'that cannot be made costs no variant and does not hang: %s.',
    async HOME => {
      await using folder = await temporaryFolder();
      const command = ['variants', await clipOf(1), '-n', '1', '-o', folder.path, '--json'];
      const end = await runCommand(command, { env: { HOME, XDG_CACHE_HOME: '' } });
      expect(end).toMatchObject({ exitCode: 0, stderr: '' });
      expect(summaryOf(end.stdout)).toMatchObject({ succeeded: 1 });
    },
  );
});

describe.skipIf(process.platform !== 'linux')(
  'A folder that cannot be made is named at once in one sentence',
  () => {
    test.each([
      ['serve', '/proc/1/x/.local/state/variegate', [], { HOME: '/proc/1/x', XDG_STATE_HOME: '' }],
      ['serve', '/dev/null/x', ['--state', '/dev/null/x'], {}],
      ['serve', '/proc/1/x', ['--output-root', '/proc/1/x'], {}],
      ['bench', '/proc/1/x', ['-o', '/proc/1/x'], {}],
      ['bench', '/dev/null/x', ['-o', '/dev/null/x'], {}],
      ['bench', '/proc/1/x', [], { TMPDIR: '/proc/1/x' }],
      ['plan', '/proc/1/x', ['--save', '/proc/1/x'], {}],
      ['plan', '/dev/null/x', ['--save', '/dev/null/x'], {}],
    ])('by %s: %s, %j %j', async (command, named, args, env) => {
      await using folder = await temporaryFolder();
      const input = command === 'serve' ? ['--port', '0', '--input-root', '.'] : [await clipOf(1)];
      const end = await runCommand([command, ...input, ...args], { cwd: folder.path, env });
      expect(end).toMatchObject({ exitCode: 2, stdout: '' });
      expect(end.stderr).toMatch(/^variegate: [^\n]+\n$/);
      expect(end.stderr).toContain(`"${named}`);
    });
  },
);
