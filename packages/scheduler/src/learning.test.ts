import { expect, test } from 'vitest';
import { MemoryLearning } from './learning.ts';
import { policy } from './policy.ts';

test('an unknown class has no correction.', () => {
  expect(new MemoryLearning().correction('a')).toBe(0);
});

test('the correction is the 95th percentile of what was measured, class by class.', () => {
  const learning = new MemoryLearning();
  for (let i = 1; i <= 100; i += 1) learning.record('a', i / 100);
  learning.record('b', 3);
  expect(learning.correction('a')).toBe(0.95);
  expect(learning.correction('b')).toBe(3);
});

test('one task in a hundred that is far off does not move it.', () => {
  const learning = new MemoryLearning();
  for (let i = 0; i < 99; i += 1) learning.record('a', 1.1);
  learning.record('a', 50);
  expect(learning.correction('a')).toBe(1.1);
});

test('what is not a ratio is ignored.', () => {
  const learning = new MemoryLearning();
  for (const ratio of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) learning.record('a', ratio);
  expect(learning.correction('a')).toBe(0);
});

test('old ratios and old classes are forgotten.', () => {
  const learning = new MemoryLearning();
  for (let i = 0; i < 2 * policy.learnedSamples; i += 1)
    learning.record('a', i < policy.learnedSamples ? 9 : 1);
  expect(learning.correction('a')).toBe(1);
  for (let i = 0; i < policy.learnedClasses; i += 1) learning.record(`class ${i}`, 2);
  expect(learning.correction('a')).toBe(0);
  expect(learning.ratios.size).toBe(policy.learnedClasses);
});
