import { execFile } from 'node:child_process';
import { copyFile, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { shortClip } from './testing/clip.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('The example of the README runs as it stands there.', async () => {
  await using folder = await temporaryFolder();
  await copyFile(await shortClip(), path.join(folder.path, 'clip.mp4'));
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const code = example.replace(
    "'@variegate/benchmark'",
    JSON.stringify(new URL('./index.ts', import.meta.url).href),
  );
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module-typescript', '--eval', code],
    { cwd: folder.path },
  );
  expect(stdout).toMatch(/^[12] in parallel: \d+\.\d s\n/);
  expect(await readdir(folder.path)).toEqual(['clip.mp4']);
});
