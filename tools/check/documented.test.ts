import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { undocumentedNames } from './documented.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'variegate-documented-'));
  write('package.json', JSON.stringify({ name: '@variegate/runner', version: '0.1.0' }));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string) {
  const full = join(root, 'packages/runner', path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
}

describe('the check for documentation of public names', () => {
  test('finds nothing where every kind of exported name has a comment', () => {
    write(
      'src/index.ts',
      "export type { Limits, Reason } from './limits.ts';\nexport { Failure, limit, start as run } from './deep/start.ts';\n",
    );
    write(
      'src/limits.ts',
      '/** Bounds. */\nexport interface Limits {}\n/** Why. */\nexport type Reason = 1;\nexport type Hidden = 2;\n',
    );
    write(
      'src/deep/start.ts',
      '/** Starts. */\nexport function start(x: 1): 1;\nexport function start(x: 2): 2;\nexport function start(x: unknown) { return x; }\n' +
        '/** A failure. */\nexport class Failure {}\n/** A limit. */\nconst limit = 1;\nexport { limit };\n',
    );
    expect(undocumentedNames(root)).toEqual([]);
  });

  test('finds names without a comment where they are declared, through files that pass them on', () => {
    write(
      'src/index.ts',
      "export { start as run } from './middle.ts';\nexport { limit } from './start.ts';\n",
    );
    write('src/middle.ts', "export { start } from './start.ts';\n");
    write('src/start.ts', '// Not documentation.\nexport function start() {}\n\nexport const limit = 1;\n');
    expect(undocumentedNames(root)).toEqual([
      'packages/runner/src/start.ts:2: run is exported and has no documentation comment',
      'packages/runner/src/start.ts:4: limit is exported and has no documentation comment',
    ]);
  });

  test('does not take the comment of a neighbour', () => {
    write('src/index.ts', "export { b } from './ab.ts';\n");
    write('src/ab.ts', '/** A. */\nexport const a = 1;\nexport const b = 2;\n');
    expect(undocumentedNames(root)).toEqual([
      'packages/runner/src/ab.ts:3: b is exported and has no documentation comment',
    ]);
  });

  test('refuses an index that exports with a star', () => {
    write('src/index.ts', "export * from './ab.ts';\n");
    write('src/ab.ts', '/** A. */\nexport const a = 1;\n');
    expect(undocumentedNames(root)).toEqual([
      'packages/runner/src/index.ts: names what it exports with a star; list the names',
    ]);
  });
});
