import { expect, test } from 'vitest';
import { ourDiagnostics } from './try-package.ts';

test('mistakes in the types of other packages are not held against ours, with all that explains them', () => {
  const output = [
    "node_modules/other/index.d.ts(1,2): error TS2304: Cannot find name 'BodyInit'.",
    '  It continues here.',
    "node_modules/@variegate/runner/dist/index.d.ts(3,4): error TS2304: Cannot find name 'X'.",
    '  And this is ours.',
    "example.ts(5,6): error TS2322: Type 'string' is not assignable to type 'number'.",
    '',
  ].join('\n');
  expect(ourDiagnostics(output)).toEqual([
    "node_modules/@variegate/runner/dist/index.d.ts(3,4): error TS2304: Cannot find name 'X'.",
    '  And this is ours.',
    "example.ts(5,6): error TS2322: Type 'string' is not assignable to type 'number'.",
  ]);
});
