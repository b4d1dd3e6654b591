import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withLock } from './lock.mjs';
import { provisionNode } from './node-runtime.mjs';
import { runQuietly } from './run-quietly.mjs';
import { rootFolder, toolchainFolder } from './workspace.mjs';

let folder: string;
let checkout: string;
let oldNode: string;

beforeAll(async () => {
  oldNode = await withLock(toolchainFolder, () => provisionNode('20'));
  folder = mkdtempSync(join(tmpdir(), 'variegate fresh '));
  checkout = join(folder, 'check out');
  const { stdout } = await runQuietly(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
    { cwd: rootFolder },
  );
  for (const path of stdout.split('\0').filter(path => path !== '' && existsSync(join(rootFolder, path)))) {
    const target = join(checkout, path);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(rootFolder, path), target);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command of the checkout on Node 20, with empty caches and nothing of this project's toolchain at hand. */
function run(...args: string[]) {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  return runQuietly(oldNode, [join(checkout, 'tools', 'run.mjs'), ...args], {
    cwd: checkout,
    env: {
      ...process.env,
      PATH: (process.env['PATH'] ?? '')
        .split(':')
        .filter(part => !part.includes('node_modules') && !part.includes('.toolchain'))
        .join(':'),
      HOME: home,
      npm_config_cache: join(home, 'npm'),
      npm_lifecycle_event: undefined,
      XDG_CACHE_HOME: undefined,
      XDG_DATA_HOME: undefined,
      PNPM_HOME: undefined,
    },
  });
}

describe.skipIf(process.platform === 'win32')(
  'a fresh checkout in a path with spaces, on Node 20 with empty caches',
  () => {
    test('is set up once by two commands that start together, and both end well', async () => {
      const both = await Promise.all([run('variegate', '--version'), run('variegate', '--version')]);
      for (const { exitCode, stdout, output } of both) {
        expect(exitCode, output).toBe(0);
        expect(stdout).toBe('0.1.0');
      }
      const installs = both.filter(({ output }) => output.includes('installing the dependencies'));
      const waits = both.filter(({ output }) => output.includes('waiting for another command'));
      expect(installs).toHaveLength(1);
      expect(waits).toHaveLength(1);
    });

    test('installs nothing the second time and prints nothing but what the command prints', async () => {
      expect(await run('variegate', '--version')).toEqual({ exitCode: 0, stdout: '0.1.0', output: '0.1.0' });
    });

    test('names the commands there are when it is asked for another', async () => {
      const { exitCode, stdout, output } = await run('nonsense');
      expect(exitCode).toBe(2);
      expect(stdout).toBe('');
      expect(output).toContain('demo, demo:workflow, variegate, test, test:slow, soak');
    });
  },
);
