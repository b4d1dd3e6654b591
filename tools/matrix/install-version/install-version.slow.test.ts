import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rootFolder } from '../../provision/workspace.mjs';
import { skipConditions } from '../../testing/skip-conditions.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "variegate's version "));
  // A copy, and its own Node: the checkout may lie in a folder that is closed to others.
  for (const name of ['matrix', 'provision']) {
    cpSync(path.join(rootFolder, 'tools', name), path.join(folder, 'tools', name), { recursive: true });
  }
  copyFileSync(process.execPath, path.join(folder, 'node'));
  mkdirSync(path.join(folder, 'ffmpeg'));
  execFileSync('chmod', ['-R', 'a+rX', folder]);
  chmodSync(path.join(folder, 'ffmpeg'), 0o777);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts putting the newest version into the folder, as a user without rights where this one can become one. */
function start() {
  const module = path.join(folder, 'tools/matrix/install-version/install-version.ts');
  const options = { folder: path.join(folder, 'ffmpeg') };
  const script = `
    const { installVersion } = await import(${JSON.stringify(module)});
    const signal = new AbortController().signal;
    console.log(JSON.stringify(await installVersion('newest', { ...${JSON.stringify(options)}, signal })));
  `;
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const child = spawn(path.join(folder, 'node'), ['--input-type=module', '-e', script], {
    ...{ cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], ...nobody },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', text => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', text => (stderr += text));
  const ended = new Promise<{ stdout: string; stderr: string }>(resolve => {
    child.once('close', () => resolve({ stdout, stderr }));
  });
  return { child, ended };
}

const packages = () => globSync('ffmpeg/*/apt/cache/archives/*.deb', { cwd: folder });

test.skipIf(skipConditions['no-apt']())(
  'The newest ffmpeg of the package sources is put in place without rights, after a kill and by two at once, and runs as the process that was started.',
  async () => {
    const first = start();
    for (let waited = 0; packages().length < 5 && waited < 3000; waited += 1) await sleep(100);
    first.child.kill('SIGKILL');
    await first.ended;
    expect(packages().length).toBeGreaterThanOrEqual(5);

    const both = await Promise.all([start().ended, start().ended]);
    const outcomes = both.map(({ stdout, stderr }) => JSON.parse(stdout || JSON.stringify({ stderr })));
    expect(outcomes[0]).toMatchObject({ kind: 'installed' });
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(both.filter(({ stderr }) => stderr.includes('putting ffmpeg'))).toHaveLength(1);
    expect(packages()).toEqual([]);

    const { path: ffmpeg } = outcomes[0] as { path: string };
    expect(execFileSync(ffmpeg, ['-version'], { encoding: 'utf8' })).toMatch(/^ffmpeg version \d/);
    const waits = spawn(ffmpeg, ['-loglevel', 'error', '-f', 's16le', '-i', 'pipe:0', '-f', 'null', '-']);
    await sleep(2000);
    expect(readFileSync(`/proc/${waits.pid}/cmdline`, 'utf8')).toContain('usr/bin/ffmpeg');
    const end = new Promise(resolve => waits.once('exit', resolve));
    waits.stdin.end();
    expect(await end).toBe(0);
  },
);
