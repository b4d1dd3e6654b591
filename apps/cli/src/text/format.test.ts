import { expect, test } from 'vitest';
import { formatBytes, formatSeconds, printable, shorten } from './format.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1234, '1.23 kB'],
  [812_345, '812 kB'],
  [999_600, '1.00 MB'],
  [12_345_678, '12.3 MB'],
  [4_000_000_000_000_000, '4000 TB'],
])('%d bytes read as %j.', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0.04, '0.0 s'],
  [59.94, '59.9 s'],
  [59.96, '1 min 00 s'],
  [65, '1 min 05 s'],
  [3599.6, '1 h 00 min'],
  [7620, '2 h 07 min'],
])('%d seconds read as %j.', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});

test('A name cannot move the cursor, break the line or turn the text around.', () => {
  expect(printable('a\u001b[2Jb\nc\u202ed')).toBe('a\ufffd[2Jb\ufffdc\ufffdd');
});

test('A long text keeps its beginning and its end.', () => {
  expect(shorten('clip.v001.3f9a12.mp4', 20)).toBe('clip.v001.3f9a12.mp4');
  expect(shorten('a-very-long-name-of-a-clip.v001.3f9a12.mp4', 20)).toBe('a-very-lon…f9a12.mp4');
  expect([...shorten('😀'.repeat(30), 11)]).toHaveLength(11);
});
