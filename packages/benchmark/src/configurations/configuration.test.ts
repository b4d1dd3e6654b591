import { expect, test } from 'vitest';
import { chooseConfigurations, configurationName, inTurn } from './configuration.ts';

const names = (choice: Parameters<typeof chooseConfigurations>[0], cores: number) =>
  chooseConfigurations(choice, cores).map(configurationName);

test('Without a choice, workers are doubled up to the cores, with one and with two threads.', () => {
  expect(names({ workers: null, threads: null }, 6)).toEqual([
    '1 x 1 thread',
    '2 x 1 thread',
    '4 x 1 thread',
    '6 x 1 thread',
    '1 x 2 threads',
    '2 x 2 threads',
    '3 x 2 threads',
  ]);
  expect(names({ workers: null, threads: null }, 1)).toEqual(['1 x 1 thread']);
});

test('What is named is measured, whatever the cores are, and nothing twice.', () => {
  expect(names({ workers: [1, 8, 8], threads: [4] }, 2)).toEqual(['1 x 4 threads', '8 x 4 threads']);
});

test('Every configuration goes first in some round.', () => {
  expect([0, 1, 2, 3].map(round => inTurn(['a', 'b', 'c'], round).join(''))).toEqual([
    'abc',
    'bca',
    'cab',
    'abc',
  ]);
  expect(inTurn([], 1)).toEqual([]);
});
