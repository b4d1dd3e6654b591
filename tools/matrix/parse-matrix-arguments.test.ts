import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Check } from './checks/check.ts';
import { parseMatrixArguments } from './parse-matrix-arguments.ts';

const check = (name: string, isShort: boolean): Check => ({
  ...{ name, isShort, title: name },
  run: async () => ({ kind: 'not-run', reason: 'only its name is asked for' }),
});
const [quick, slow] = [check('quick', true), check('slow', false)];
const parse = (...words: readonly string[]) =>
  parseMatrixArguments(words, { checks: [quick, slow], outDir: '/docs' });

describe('The arguments of the matrix', () => {
  test('may be absent: all checks on the newest version, written to the page.', () => {
    expect(parse()).toEqual({
      versions: [],
      checks: [quick, slow],
      columns: [],
      isShort: false,
      seeds: 30,
      outDir: '/docs',
    });
  });

  test('name versions and paths in any order, with options among them.', () => {
    expect(parse('7.1', '--seeds', '2', './bin/ffmpeg', '9', 'system', '--out', 'there')).toMatchObject({
      versions: [
        { kind: 'line', line: '7.1' },
        { kind: 'path', path: path.resolve('bin/ffmpeg') },
        { kind: 'line', line: '9' },
        { kind: 'system' },
      ],
      seeds: 2,
      outDir: path.resolve('there'),
    });
  });

  test('ask for the short form: its checks, few plans, and no page unless a folder is named.', () => {
    expect(parse('--short')).toMatchObject({ checks: [quick], isShort: true, seeds: 2, outDir: null });
    expect(parse('--short', '--out', 'there').outDir).toBe(path.resolve('there'));
  });

  test('name checks, which the short form runs too.', () => {
    expect(parse('--short', '--checks', 'slow').checks).toEqual([slow]);
    expect(parse('--checks', 'slow,quick').checks).toEqual([quick, slow]);
  });

  test.each([
    [['--checks', 'magic'], 'There is no check "magic": quick, slow.'],
    [['--seeds', 'few'], '--seeds must be a whole number above 0, not few.'],
    [['--seeds', '0'], '--seeds must be a whole number above 0, not 0.'],
    [['newest'], '"newest" is neither a version, such as 7.1, nor a path, such as ./ffmpeg, nor system.'],
    [['--long'], "Unknown option '--long'"],
  ])('are refused with a sentence: %j', (words, sentence) => {
    expect(() => parse(...words)).toThrow(sentence);
  });
});
