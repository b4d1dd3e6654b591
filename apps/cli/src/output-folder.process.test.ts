import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { runCommand, startCommand, summaryOf } from './testing/command.ts';
import { leftoversIn, mediaIn } from './testing/output-folder.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const onPosix = process.platform !== 'win32';

test('Of two commands on one folder one works; the other says so and exits with 2.', async () => {
  await using folder = await temporaryFolder();
  const clip = await clipOf(4);
  const working = startCommand(['variants', clip, '-n', '2', '-o', folder.path, '--json']);
  await working.saw('variant-started');
  // Held still, so that it cannot be done before the other one looks.
  if (onPosix) working.process.kill('SIGSTOP');
  const second = await runCommand(['variants', clip, '-n', '5', '-o', folder.path, '--json']);
  expect(second.exitCode).toBe(2);
  expect(second.stdout).toBe('');
  expect(second.stderr).toBe(
    `variegate: Another process (pid ${working.process.pid}) is working in "${folder.path}".\n`,
  );
  if (onPosix) working.process.kill('SIGCONT');
  const first = await working.end;
  expect(first.exitCode).toBe(0);
  expect(summaryOf(first.stdout)).toMatchObject({ requested: 2, succeeded: 2 });
});

const canMount =
  process.platform === 'linux' && works('unshare', '--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt');

test.skipIf(!canMount)(
  'In a folder that fills up variants fail with the reason, and nothing partial is published.',
  async () => {
    await using folder = await temporaryFolder();
    const small = path.join(folder.path, 'small');
    await mkdir(small);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', small]);
    try {
      const clip = await clipOf(4, '640x480');
      const end = await runCommand([
        ...['variants', clip, '-n', '2', '-o', small, '--retries', '0', '--min-free', '0', '--json'],
      ]);
      expect(end.exitCode).toBe(1);
      const summary = summaryOf(end.stdout);
      expect(summary.requested).toBe(2);
      expect(summary.succeeded + summary.failed).toBe(2);
      expect(summary.failed).toBeGreaterThan(0);
      for (const variant of summary.variants ?? []) {
        if (variant.status === 'failed') expect(variant.error?.retry.kind).toBe('when-space');
      }
      expect(await mediaIn(small)).toHaveLength(summary.succeeded);
      expect(await leftoversIn(small)).toEqual([]);
    } finally {
      execFileSync('umount', ['--lazy', small]);
    }
  },
);

function works(file: string, ...words: readonly string[]): boolean {
  try {
    execFileSync(file, words, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
