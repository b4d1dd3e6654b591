import { expect, test } from 'vitest';
import { shareIdleCores } from './idle-cores.ts';

test('idle cores are shared evenly, and what is left over goes to the youngest.', () => {
  expect(shareIdleCores(7, 3)).toEqual([2, 2, 3]);
  expect(shareIdleCores(1, 2)).toEqual([0, 1]);
  expect(shareIdleCores(0, 2)).toEqual([0, 0]);
});

test('without a running task nothing is shared.', () => {
  expect(shareIdleCores(4, 0)).toEqual([]);
});
