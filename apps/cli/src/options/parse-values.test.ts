import { expect, test } from 'vitest';
import {
  parseBytes,
  parseDuration,
  parseNames,
  parseNumber,
  parseNumbers,
  parseOnOff,
} from './parse-values.ts';

test.each([
  ['5', 5],
  ['0.8', 0.8],
  ['-3', -3],
  ['', ''],
  ['0x10', '0x10'],
  ['five', 'five'],
])('The number %j is read as %j.', (text, value) => {
  expect(parseNumber(text)).toBe(value);
});

test.each([
  ['1GiB', 1_073_741_824],
  ['512MB', 512_000_000],
  ['1.5 KiB', 1536],
  ['100', 100],
  ['1 furlong', '1 furlong'],
])('The size %j is read as %j.', (text, value) => {
  expect(parseBytes(text)).toBe(value);
});

test.each([
  ['6h', 21_600],
  ['1h30m', 5400],
  ['90s', 90],
  ['12.5', 12.5],
  ['soon', 'soon'],
])('The duration %j is read as %j.', (text, value) => {
  expect(parseDuration(text)).toBe(value);
});

test('Switches are on or off, and names add up over several uses of an option.', () => {
  expect([parseOnOff('on'), parseOnOff('off')]).toEqual([true, false]);
  expect(() => parseOnOff('maybe')).toThrow('on or off');
  expect(parseNames('audio, crop', parseNames('time', undefined))).toEqual(['time', 'audio', 'crop']);
});

test('Numbers add up over several uses of an option, and what is none is passed on.', () => {
  expect(parseNumbers('1, 2', undefined)).toEqual([1, 2]);
  expect(parseNumbers('4', [1, 2])).toEqual([1, 2, 4]);
  expect(parseNumbers('two', undefined)).toEqual(['two']);
});
