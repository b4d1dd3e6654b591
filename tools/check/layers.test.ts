import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { layerTable } from './layer-table.ts';
import { layerFindings } from './layers.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'variegate-layers-'));
  for (const name of ['core-filters', 'runner', 'scheduler', 'variants']) {
    write(`packages/${name}/package.json`, JSON.stringify({ name: `@variegate/${name}`, version: '0.1.0' }));
  }
  write('packages/core-filters/src/plan.ts', 'export const plan = 1;\n');
  write('packages/runner/src/start.ts', "import { execa } from 'execa';\nexport const start = execa;\n");
  write('packages/runner/src/render.ts', "export type { Plan } from '@variegate/core-filters';\n");
  write('packages/scheduler/src/queue.ts', "import pidusage from 'pidusage';\nexport { pidusage };\n");
  write('packages/variants/src/variants.ts', "import { render } from '@variegate/runner';\nrender();\n");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

describe('the layer check', () => {
  test('finds nothing where every arrow points down', () => {
    expect(layerFindings(root)).toEqual([]);
  });

  test.each([
    ['a plain import', "import { x } from '@variegate/variants/internal';\nexport { x };\n", 1],
    [
      'an import of types only',
      "\nimport type { X } from '@variegate/variants/internal';\nexport type Y = X;\n",
      2,
    ],
    ['an export from', "export { x } from '@variegate/variants';\n", 1],
    ['an export of everything', "export * from '@variegate/variants/deep';\n", 1],
    ['a dynamic import', "\n\nexport const x = () => import('@variegate/variants');\n", 3],
    ['a type reference', "export type X = import('@variegate/variants').X;\n", 1],
  ])('finds an arrow that points up, planted as %s', (_form, text, line) => {
    write('packages/runner/src/planted.ts', text);
    expect(layerFindings(root)).toEqual([
      `packages/runner/src/planted.ts:${line}: @variegate/runner may not import @variegate/variants`,
    ]);
  });

  test('finds an arrow that points up in a test as well', () => {
    write('packages/scheduler/src/queue.test.ts', "import { x } from '@variegate/core-filters';\nx();\n");
    expect(layerFindings(root)).toEqual([
      'packages/scheduler/src/queue.test.ts:1: @variegate/scheduler may not import @variegate/core-filters',
    ]);
  });

  test('finds a package that is imported by the path of its files', () => {
    write('packages/variants/src/sneaky.ts', "export { start } from '../../runner/src/start.ts';\n");
    expect(layerFindings(root)).toEqual([
      'packages/variants/src/sneaky.ts:1: ../../runner/src/start.ts leaves the package; import another package by its name',
    ]);
  });

  test.each(['node:fs', 'fs/promises', 'node:crypto'])('finds that a pure package imports %s', module => {
    write('packages/core-filters/src/impure.ts', `import * as x from '${module}';\nexport { x };\n`);
    expect(layerFindings(root)).toEqual([
      `packages/core-filters/src/impure.ts:1: @variegate/core-filters is pure and imports ${module}`,
    ]);
  });

  test('lets the tests of a pure package read files', () => {
    write('packages/core-filters/src/plan.test.ts', "import * as fs from 'node:fs';\nfs.readdirSync('.');\n");
    expect(layerFindings(root)).toEqual([]);
  });

  test('finds a second file that starts processes, and the absence of the first', () => {
    write('packages/variants/src/second.ts', "import { $ } from 'execa';\nexport { $ };\n");
    expect(layerFindings(root)).toEqual([
      'execa is to be imported by exactly 1 file, not by: packages/runner/src/start.ts, packages/variants/src/second.ts',
    ]);
    rmSync(join(root, 'packages/variants/src/second.ts'));
    rmSync(join(root, 'packages/runner/src/start.ts'));
    expect(layerFindings(root)).toEqual(['execa is to be imported by exactly 1 file, not by: none']);
  });

  test('finds folders that import each other', () => {
    write('packages/runner/src/a/one.ts', "export { two } from '../b/two.ts';\n");
    write('packages/runner/src/b/two.ts', 'export const two = 2;\n');
    write('packages/runner/src/b/three.ts', "export { two } from '../a/one.ts';\n");
    const pair = 'packages/runner/src/a ↔ packages/runner/src/b';
    expect(layerFindings(root)).toEqual([`${pair}: these folders import each other`]);
    rmSync(join(root, 'packages/runner/src/b/three.ts'));
    expect(layerFindings(root)).toEqual([]);
  });

  test('finds files that import each other', () => {
    write('packages/runner/src/one.ts', "import type { Two } from './two.ts';\nexport type One = Two;\n");
    write('packages/runner/src/two.ts', "import type { One } from './one.ts';\nexport type Two = One;\n");
    expect(layerFindings(root)).toEqual([
      'packages/runner/src/one.ts, packages/runner/src/two.ts: these files import each other',
    ]);
  });

  test('finds a package that nobody has given a place', () => {
    write('packages/stray/package.json', JSON.stringify({ name: '@variegate/stray', version: '0.1.0' }));
    expect(layerFindings(root)).toEqual([
      'packages/stray: @variegate/stray has no row in tools/check/layer-table.ts',
    ]);
  });

  test('has a table in which every arrow points down', () => {
    const order = Object.keys(layerTable);
    for (const [importer, allowed] of Object.entries(layerTable)) {
      for (const imported of allowed) {
        expect(order.indexOf(imported), `${importer} → ${imported}`).toBeGreaterThan(order.indexOf(importer));
      }
    }
  });
});
