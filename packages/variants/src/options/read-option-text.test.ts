import { expect, test } from 'vitest';
import { readOptionText } from './read-option-text.ts';

test.each([
  ['5', 5],
  ['0.8', 0.8],
  ['-3', -3],
  ['', ''],
  ['0x10', '0x10'],
  ['five', 'five'],
])('The number %j is read as %j.', (text, value) => {
  expect(readOptionText('number', text)).toBe(value);
});

test.each([
  ['1GiB', 1_073_741_824],
  ['512MB', 512_000_000],
  ['1.5 KiB', 1536],
  ['100', 100],
  ['1 furlong', '1 furlong'],
])('The size %j is read as %j.', (text, value) => {
  expect(readOptionText('bytes', text)).toBe(value);
});

test.each([
  ['6h', 21_600],
  ['1h30m', 5400],
  ['90s', 90],
  ['12.5', 12.5],
  ['soon', 'soon'],
])('The duration %j is read as %j.', (text, value) => {
  expect(readOptionText('seconds', text)).toBe(value);
});

test('Switches are on or off, and names add up over several uses of an option.', () => {
  expect(['on', 'off', 'maybe'].map(text => readOptionText('on-off', text))).toEqual([true, false, 'maybe']);
  expect(readOptionText('names', 'audio, crop', ['time'])).toEqual(['time', 'audio', 'crop']);
  expect(readOptionText('paths', 'a, b', ['c'])).toEqual(['c', 'a, b']);
});
