import { execFile } from 'node:child_process';
import { copyFile, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { shortClip } from './testing/clip.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('The example runs as it stands in the README, and says the same when it is run again.', async () => {
  await using folder = await temporaryFolder();
  await copyFile(await shortClip(), path.join(folder.path, 'clip.mp4'));
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const code = (/```ts\n(.*?)```/s.exec(readme)?.[1] ?? '').replace(
    "'@variegate/workflow'",
    JSON.stringify(new URL('./index.ts', import.meta.url).href),
  );
  const run = () =>
    promisify(execFile)(process.execPath, ['--input-type=module-typescript', '--eval', code], {
      cwd: folder.path,
    });
  expect((await run()).stdout).toBe('2 of 2 exist.\n');
  expect(await readdir(path.join(folder.path, 'variants'))).toContain('ground_truth.csv');
  expect((await run()).stdout).toBe('2 of 2 exist.\n');
});
