import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('The example of the README runs as it stands there, and prints what it says.', async () => {
  await using folder = await temporaryFolder();
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const code = example.replace(
    "'@variegate/evaluation'",
    JSON.stringify(new URL('./index.ts', import.meta.url).href),
  );
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module-typescript', '--eval', code],
    { cwd: folder.path },
  );
  expect(stdout).toBe('Your detector finds 100.0 % at precision 0.9.\n0.9149\n');
});
