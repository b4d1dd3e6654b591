import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { loadCommands } from '../commands/commands.ts';
import { options } from '../options/registry.ts';
import { runInProcess } from '../testing/in-process.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const onPosix = process.platform !== 'win32';

let script = '';
beforeAll(async () => {
  script = (await runInProcess(['completion', 'bash'])).stdout;
});

/** What bash offers at the end of a command line; an empty last word stands for a space before the cursor. */
async function offered(words: readonly string[], cwd = '/'): Promise<readonly string[]> {
  const ask = `${script}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _variegate
for reply in "\${COMPREPLY[@]}"; do printf '%s\\n' "$reply"; done`;
  const { stdout } = await promisify(execFile)('bash', ['-c', ask, 'bash', 'variegate', ...words], { cwd });
  return stdout.split('\n').filter(line => line !== '');
}

test.skipIf(!onPosix)('bash completes commands, options, and the values of options.', async () => {
  expect(await offered(['va'])).toEqual(['variants']);
  expect(await offered(['variants', '--str'])).toEqual(['--strategy']);
  expect(await offered(['variants', '--container', ''])).toEqual(['mp4', 'mkv', 'mov', 'webm']);
  expect(await offered(['batch', '-s', 'st'])).toEqual(['standard']);
  expect(await offered(['variants', '--seed', ''])).toEqual([]);
  expect(await offered(['completion', ''])).toEqual(['bash', 'zsh', 'fish']);
  expect(await offered(['workers', '--container', 'm'])).toEqual([]);
});

test.skipIf(!onPosix)('bash completes files and folders, whatever their names hold.', async () => {
  await using folder = await temporaryFolder();
  await mkdir(path.join(folder.path, 'clips here'));
  await writeFile(path.join(folder.path, "clip's.mp4"), '');
  expect([...(await offered(['variants', 'cl'], folder.path))].sort()).toEqual(["clip's.mp4", 'clips here']);
  expect(await offered(['variants', '--out', 'cl'], folder.path)).toEqual(['clips here']);
});

test.each(['bash', 'zsh', 'fish'])('The script for %s knows every command and every option.', async shell => {
  const { stdout, exitCode } = await runInProcess(['completion', shell]);
  expect(exitCode).toBe(0);
  for (const command of await loadCommands()) {
    expect(stdout).toContain(command.name);
    for (const name of command.options) {
      const long = /--([a-z-]+)/.exec(options[name].flags)?.[1] ?? '';
      expect(stdout).toContain(shell === 'fish' ? `-l ${long} ` : `--${long}`);
    }
  }
});

test('A shell that is not known is refused with those that are.', async () => {
  const end = await runInProcess(['completion', 'tcsh']);
  expect(end).toMatchObject({
    exitCode: 2,
    stderr: 'variegate: The shell must be one of bash, zsh, fish.\n',
  });
});
