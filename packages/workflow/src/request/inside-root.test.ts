import path from 'node:path';
import { expect, test } from 'vitest';
import { PathOutsideRootError } from '../errors.ts';
import { checkBatchPaths } from './check-batch-paths.ts';
import { insideRoot } from './inside-root.ts';

const root = path.resolve('/srv/in');

test.for(['..', '../other', 'a/../../b', '/etc/passwd', '/srv/inner', '/srv/in/../x'])(
  'The path %j is not taken for one under the root.',
  given => {
    expect(() => insideRoot(given, root)).toThrow(PathOutsideRootError);
  },
);

test.for(['.', 'a.mp4', './a/../b.mp4', '..a.mp4', '...', '/srv/in/a.mp4'])(
  'The path %j lies under the root.',
  given => {
    expect(insideRoot(given, root)).toBe(path.resolve(root, given));
  },
);

test('Every path of a request is judged.', () => {
  const roots = { inputRoot: root, outputRoot: path.resolve('/srv/out') };
  const request = { batchId: 'b', outDir: 'b', inputs: ['a.mp4'] };
  expect(() => checkBatchPaths(request, roots)).not.toThrow();
  expect(() => checkBatchPaths({ ...request, outDir: '/srv/in/b' }, roots)).toThrow(PathOutsideRootError);
  expect(() => checkBatchPaths({ ...request, inputs: ['a', '../b'] }, roots)).toThrow(PathOutsideRootError);
  expect(() => checkBatchPaths({ ...request, distractors: ['../b'] }, roots)).toThrow(PathOutsideRootError);
  expect(() => checkBatchPaths({ ...request, inputsFile: '/etc/passwd' }, roots)).toThrow(
    PathOutsideRootError,
  );
});
