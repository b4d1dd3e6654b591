import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('The example of the README starts a service, says where it answers, and stops it.', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const folder = await mkdtemp(path.join(tmpdir(), 'variegate-readme-'));
  try {
    // Run from another folder, so that what it makes is not made here.
    const code = `process.chdir(${JSON.stringify(folder)});\n${example}`;
    const run = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', code], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: { PATH: process.env['PATH'], VARIEGATE_LOG_LEVEL: 'warn' },
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    expect(run.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    expect(run.status).toBe(0);
  } finally {
    await rm(folder, { recursive: true });
  }
});
