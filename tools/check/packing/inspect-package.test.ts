import { describe, expect, test } from 'vitest';
import { contentFindings } from './inspect-package.ts';

const whole = [
  'package.json',
  'README.md',
  'LICENSE',
  'dist/index.js',
  'dist/index.d.ts',
  'dist/index.js.map',
];

describe('what a tarball holds', () => {
  test('is accepted when it is the built package with its README and licence', () => {
    expect(contentFindings(whole)).toEqual([]);
  });

  test.each(['src/index.ts', 'dist/.tsbuildinfo', 'dist/render.test.js', 'dist/testing/clip.js', '.env'])(
    'is refused when %s is in it',
    path => {
      expect(contentFindings([...whole, path])).toEqual([`${path} does not belong into the tarball`]);
    },
  );

  test('is refused when the README or the licence is missing', () => {
    expect(contentFindings(['package.json', 'dist/index.js'])).toEqual([
      'README.md is missing from the tarball',
      'LICENSE is missing from the tarball',
    ]);
  });
});
