import { describe, expect, test } from 'vitest';
import { readDemoArguments } from './demo-arguments.ts';

describe('the arguments of the demo', () => {
  test('may be absent', () => {
    expect(readDemoArguments([])).toEqual({ options: [] });
  });

  test('may start with a file and continue with options', () => {
    expect(readDemoArguments(['my clip.mp4', '--seed', '7'])).toEqual({
      file: 'my clip.mp4',
      options: ['--seed', '7'],
    });
  });

  test('may be options only', () => {
    expect(readDemoArguments(['--seed', '7'])).toEqual({ options: ['--seed', '7'] });
  });

  test.each(['-o', '--out'])('may name another output folder with %s', flag => {
    expect(readDemoArguments(['--seed', '7', flag, 'else where', '--json'])).toEqual({
      outDir: 'else where',
      options: ['--seed', '7', '--json'],
    });
  });
});
