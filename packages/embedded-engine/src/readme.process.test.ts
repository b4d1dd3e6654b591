import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

test('The example of the README runs as it stands, and prints what it says.', () => {
  const readme = readFileSync(`${PACKAGE}README.md`, 'utf8');
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const said = [...example.matchAll(/^\/\/ (.*)$/gm)].map(([, line]) => line).join('\n');
  const run = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', example], {
    cwd: PACKAGE,
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  expect(run.stdout.trim()).toBe(said);
  expect(said).toContain('completed');
});
