import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'variegate-unprivileged-'));
  chmodSync(folder, 0o777);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const canBecomeNobody = process.platform === 'linux' && process.getuid?.() === 0;

/** Runs `installFfmpeg` as the user nobody, with nothing on the search path but what the test has put into `folder`. */
function installAsNobody() {
  cpSync(fileURLToPath(new URL('.', import.meta.url)), join(folder, 'provision'), { recursive: true });
  // A Node of the test's own: the one that runs this may lie in a folder that is closed to others.
  copyFileSync(process.execPath, join(folder, 'node'));
  execFileSync('chmod', ['-R', 'a+rX', folder]);
  const script = `
    import { installFfmpeg } from ${JSON.stringify(`file://${folder}/provision/ffmpeg.mjs`)};
    await installFfmpeg(process.env).catch(error => { console.error(error.message); process.exitCode = error.exitCode; });
  `;
  return spawnSync(join(folder, 'node'), ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    uid: 65534,
    gid: 65534,
    cwd: folder,
    env: { PATH: folder, RECORD: join(folder, 'calls') },
  });
}

function addProgram(name: string, body: string) {
  writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} $*" >> "$RECORD"\n${body}\n`);
  chmodSync(join(folder, name), 0o755);
}

describe.skipIf(!canBecomeNobody)('installing ffmpeg as a user without rights', () => {
  test('ends with a sentence and exit code 2 where there is no sudo, and never calls the package manager', () => {
    addProgram('apt-get', '');
    const { status, stderr } = installAsNobody();
    expect(stderr.trim()).toBe(
      'ffmpeg is missing and this user may not install it; run `sudo apt-get install ffmpeg` and then this again.',
    );
    expect(status).toBe(2);
    expect(existsSync(join(folder, 'calls'))).toBe(false);
  });

  test('ends the same way where sudo would ask for a password', () => {
    addProgram('apt-get', '');
    addProgram('sudo', 'exit 1');
    const { status, stderr } = installAsNobody();
    expect(stderr).toContain('this user may not install it');
    expect(status).toBe(2);
    expect(readFileSync(join(folder, 'calls'), 'utf8').trim()).toBe('sudo -n true');
  });
});
