import { expect, test } from 'vitest';
import { columnOf, compareVersions, isOfLine, releaseOf } from './ffmpeg-version.ts';

test('The numbers of a release are read from what distributors make of them.', () => {
  expect(releaseOf('5.1.9-0+deb12u1')).toBe('5.1.9');
  expect(releaseOf('7:7.1.5-0+deb13u1')).toBe('7.1.5');
  expect(releaseOf('n8.0')).toBe('8.0');
  expect(releaseOf('6.1.1-3ubuntu5')).toBe('6.1.1');
  expect(releaseOf('8.0-full_build-www.gyan.dev')).toBe('8.0');
  expect(releaseOf('N-118021-g5a5b9c1b4e')).toBeNull();
  expect(releaseOf('2026-01-05-git-2892815c45-full_build')).toBeNull();
});

test('A column is for all releases of one line, and a build between releases has its own.', () => {
  expect(columnOf('7.1.5-0+deb13u1')).toBe('7.1');
  expect(columnOf('8.0')).toBe('8.0');
  expect(columnOf('N-118021-g5a5b9c1b4e')).toBe('N-118021-g5a5b9c1b4e');
});

test('A version is of the line that its first numbers are, number by number.', () => {
  expect(isOfLine('7.1.5-0+deb13u1', '7')).toBe(true);
  expect(isOfLine('7.1.5-0+deb13u1', '7.1')).toBe(true);
  expect(isOfLine('7.1.5-0+deb13u1', '7.1.5')).toBe(true);
  expect(isOfLine('7.1.5-0+deb13u1', '7.1.4')).toBe(false);
  expect(isOfLine('7.1.5-0+deb13u1', '7.0')).toBe(false);
  expect(isOfLine('70.1', '7')).toBe(false);
  expect(isOfLine('N-118021-g5a5b9c1b4e', '7')).toBe(false);
});

test('Versions are ordered by number, and builds between releases come last.', () => {
  const ordered = ['N-118021-g5a5b9c1b4e', '10.0', '7.1.5-0+deb13u1', '7.1', '5.1.9-0+deb12u1'];
  expect(ordered.toSorted(compareVersions)).toEqual(ordered.toReversed());
});
