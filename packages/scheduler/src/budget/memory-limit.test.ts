import { expect, test } from 'vitest';
import { parseMemoryLimit } from './memory-limit.ts';

test.each([
  [0.8, { kind: 'share', share: 0.8 }],
  [1, { kind: 'share', share: 1 }],
  ['0.5', { kind: 'share', share: 0.5 }],
  ['80%', { kind: 'share', share: 0.8 }],
  ['6GiB', { kind: 'bytes', bytes: 6 * 2 ** 30 }],
  ['512MB', { kind: 'bytes', bytes: 512e6 }],
  [' 1.5 gb ', { kind: 'bytes', bytes: 1.5e9 }],
  [2e9, { kind: 'bytes', bytes: 2e9 }],
  ['1b', { kind: 'bytes', bytes: 1 }],
])('%j is understood.', (given, limit) => {
  expect(parseMemoryLimit(given)).toEqual(limit);
});

test.each([0, -1, Number.NaN, '', '0', '101%', '7', '6 apples', 'GiB', '-3GB', '1e400'])(
  '%j is refused.',
  given => {
    expect(() => parseMemoryLimit(given)).toThrow(expect.objectContaining({ option: 'memoryLimit' }));
  },
);
