import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const [queueExample = '', workersExample = ''] = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(
  ([, code = '']) => code,
);

/** Runs an example as it stands in the README. */
async function run(example: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const index = JSON.stringify(new URL('./index.ts', import.meta.url).href);
  const code = example.replaceAll("'@variegate/scheduler'", index);
  return promisify(execFile)(process.execPath, ['--input-type=module-typescript', '--eval', code]);
}

test('The example of the queue runs as it stands in the README.', async () => {
  const { stderr } = await run(queueExample);
  expect(stderr.match(/^task \d succeeded, peak \d+ bytes$/gm)).toHaveLength(3);
});

test('The example of the worker count runs as it stands in the README.', async () => {
  const { stdout } = await run(workersExample);
  expect(stdout).toMatch(/^\d+ encodes in parallel; \d+ where each starts many threads\n\d+ cores/);
});
