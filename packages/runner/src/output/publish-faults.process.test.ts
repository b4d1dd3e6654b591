import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { canInjectFaults, oneFileThread, withFault } from '../testing/inject-fault.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const script = fileURLToPath(new URL('../testing/publish-once.ts', import.meta.url));

/** Every call that makes a file durable or visible. */
const calls = [
  { call: 'fsync', when: 1, replace: false },
  { call: 'link', when: 1, replace: false },
  { call: 'fsync', when: 2, replace: false },
  { call: 'fsync', when: 1, replace: true },
  { call: 'rename', when: 1, replace: true },
  { call: 'fsync', when: 2, replace: true },
  { call: 'link', when: 1, replace: 'where-it-differs' },
  { call: 'rename', when: 1, replace: 'where-it-differs' },
];
const faults = [
  { error: 'EIO', code: 'RUNNER_STORAGE_FAILED', retry: { kind: 'after', afterMs: 1000, atMost: 2 } },
  { error: 'ENOSPC', code: 'RUNNER_NO_SPACE', retry: { kind: 'when-space' } },
  { error: 'EDQUOT', code: 'RUNNER_NO_SPACE', retry: { kind: 'when-space' } },
  { error: 'EROFS', code: 'RUNNER_OUTPUT_UNWRITABLE', retry: { kind: 'never' } },
];
const matrix = calls.flatMap(call => faults.map(fault => ({ ...call, ...fault })));

describe.skipIf(!canInjectFaults)('A call that publishes and fails:', () => {
  test.each(matrix)(
    '$error from call $when of $call (replace: $replace) is classified, and nothing is left.',
    async entry => {
      const { call, when, replace, error, code, retry } = entry;
      await using folder = await temporaryFolder();
      const targetPath = join(folder.path, 'out.mp4');
      if (replace) await writeFile(targetPath, 'before');
      const [file, ...words] = withFault(`${call}:error=${error}:when=${when}`, [
        ...[process.execPath, script, targetPath, JSON.stringify(replace)],
      ]);
      const { stdout } = await promisify(execFile)(file, words, { env: oneFileThread });
      expect(JSON.parse(stdout)).toEqual({ code, retry });
      expect(await readdir(folder.path)).toEqual(replace ? ['out.mp4'] : []);
      // Only a file that was replaced cannot be taken back, and the new one is whole.
      if (replace) expect(await readFile(targetPath, 'utf8')).toBe(when === 2 ? 'media' : 'before');
    },
  );

  test('a file system without hard links is published to by rename, and still nothing is replaced.', async () => {
    await using folder = await temporaryFolder();
    const targetPath = join(folder.path, 'out.mp4');
    const [file, ...words] = withFault('link:error=EOPNOTSUPP', [
      process.execPath,
      script,
      targetPath,
      'false',
    ]);
    const publish = async () =>
      JSON.parse((await promisify(execFile)(file, words, { env: oneFileThread })).stdout);
    expect(await publish()).toBe('published');
    expect(await publish()).toMatchObject({ code: 'RUNNER_OUTPUT_EXISTS' });
    expect(await readdir(folder.path)).toEqual(['out.mp4']);
  });
});
