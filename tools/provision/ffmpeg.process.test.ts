import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ffmpegIsHere, installFfmpeg } from './ffmpeg.mjs';
import { ProvisionError } from './provision-error.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'variegate ffmpeg '));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program in the test's own search path that records how it was called, then does what `body` says. */
function addProgram(name: string, body: string) {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\necho "${name} $*" >> "$RECORD"\n${body}\n`);
  chmodSync(path, 0o755);
}

function addReal(name: string) {
  symlinkSync(`/usr/bin/${name}`, join(folder, name));
}

const calls = () => {
  const record = join(folder, 'calls');
  return existsSync(record) ? readFileSync(record, 'utf8').trim().split('\n') : [];
};

const installsBoth =
  'for name in ffmpeg ffprobe; do printf "#!/bin/sh\\n" > "$HERE/$name"; /bin/chmod +x "$HERE/$name"; done';

const environment = () => ({ PATH: folder, HERE: folder, RECORD: join(folder, 'calls') });

const isRoot = process.getuid?.() === 0;

describe.skipIf(process.platform === 'win32')('ffmpeg through the package manager of the system', () => {
  test('is not installed where it is on the search path or where the user has named another', () => {
    expect(ffmpegIsHere(environment())).toBe(false);
    expect(ffmpegIsHere({ ...environment(), VARIEGATE_FFMPEG: '/opt/ffmpeg/bin/ffmpeg' })).toBe(true);
    addProgram('ffmpeg', '');
    expect(ffmpegIsHere(environment()), 'ffprobe is still missing').toBe(false);
    addProgram('ffprobe', '');
    expect(ffmpegIsHere(environment())).toBe(true);
  });

  test('is a sentence that names the known package managers where there is none', async () => {
    await expect(installFfmpeg(environment())).rejects.toThrow(
      /no package manager .*apt-get, dnf, apk, brew, winget.*install ffmpeg/,
    );
  });

  test('is installed by brew without root', async () => {
    addProgram('brew', installsBoth);
    await installFfmpeg(environment());
    expect(calls()).toEqual(['brew install ffmpeg']);
    expect(ffmpegIsHere(environment())).toBe(true);
  });

  test('is one sentence with the command to type where the package manager fails', async () => {
    addProgram('brew', 'exit 3');
    const failure = await installFfmpeg(environment()).then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(ProvisionError);
    expect(failure).toHaveProperty('exitCode', 2);
    expect(failure).toHaveProperty(
      'message',
      'ffmpeg is missing and brew did not install it (exit code 3); run `brew install ffmpeg` and then this again.',
    );
  });

  test('is not reported as installed when the package manager says so and it still cannot be found', async () => {
    addProgram('brew', 'exit 0');
    await expect(installFfmpeg(environment())).rejects.toThrow('it is still not on the search path');
  });

  test('gets the package lists when apt does not know it, and is tried again', async () => {
    addProgram(
      'apt-get',
      `case "$*" in
        *update*) echo fresh > "$HERE/lists" ;;
        *) [ -e "$HERE/lists" ] || exit 100; ${installsBoth} ;;
      esac`,
    );
    if (!isRoot) addSudo();
    await installFfmpeg(environment());
    expect(calls().filter(call => call.startsWith('apt-get'))).toEqual([
      'apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends ffmpeg',
      'apt-get -o DPkg::Lock::Timeout=300 update',
      'apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends ffmpeg',
    ]);
  });

  test('is Fedora’s own ffmpeg-free where dnf has no ffmpeg', async () => {
    addProgram('dnf', `case "$*" in *ffmpeg-free) ${installsBoth} ;; *) exit 1 ;; esac`);
    if (!isRoot) addSudo();
    await installFfmpeg(environment());
    expect(calls().filter(call => call.startsWith('dnf'))).toEqual([
      'dnf install -y ffmpeg',
      'dnf install -y ffmpeg-free',
    ]);
  });
});

/** A sudo that lets everything through. */
function addSudo() {
  addProgram('sudo', 'shift; exec "$@"');
  addReal('env');
  addReal('true');
}
