import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const EXAMPLE = `${PACKAGE}example`;

const examples = [...readFileSync(`${PACKAGE}README.md`, 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(
  ([, code = '']) => code,
);

test.for(examples)('An example of the README runs as it stands, and prints what it says: %#', example => {
  const said = [...example.matchAll(/^\/\/ (.*)$/gm)].map(([, line]) => line).join('\n');
  const run = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', example], {
    cwd: EXAMPLE,
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  expect(run.stdout.trim()).toBe(said);
  expect(said).toContain('completed');
});

test('The README begins with an example of a test, of five lines beside its imports.', () => {
  const [first = ''] = examples;
  expect(first.split('\n').filter(line => line !== '' && !/^import|^\/\//.test(line))).toHaveLength(5);
});

test('The example project passes its tests under node:test.', () => {
  const run = spawnSync(process.execPath, ['--test', 'shop.node.test.ts'], {
    cwd: EXAMPLE,
    encoding: 'utf8',
    // node:test marks its own children with this, and vitest's own runs may stand in one.
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });
  expect(run.stdout).toContain('pass 3');
  expect(run.status).toBe(0);
});
