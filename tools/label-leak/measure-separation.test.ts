import { randomStream } from '@variegate/core-filters';
import { expect, test } from 'vitest';
import type { FieldValue, LabelledFile } from './labelled-files.ts';
import { measureSeparation } from './measure-separation.ts';

const labels = ['variant', 'control'] as const;
const random = randomStream({ purpose: 'planted leaks' });

/** Files of both kinds that differ in nothing but what `plant` says, among fields of noise. */
function files(
  plant: (label: string, noise: number) => Readonly<Record<string, FieldValue>>,
): LabelledFile[] {
  return labels.flatMap(label =>
    Array.from({ length: 200 }, (_, place) => ({
      label,
      group: `source ${place % 40}`,
      fields: {
        ...Object.fromEntries(
          Array.from({ length: 20 }, (__, noise) => [`n${noise}`, random.integer([0, 1000])]),
        ),
        codec: random.pick(['a', 'b', 'c']),
        ...plant(label, random.integer([0, 1000])),
      },
    })),
  );
}

test('Files that differ in nothing cannot be separated.', () => {
  const { field, tree } = measureSeparation(
    files(() => ({})),
    labels,
  );
  expect(field).toBeLessThan(0.58);
  expect(tree).toBeLessThan(0.58);
});

test('A number that is a little higher in one kind is found.', () => {
  const separation = measureSeparation(
    files((label, noise) => ({ leak: noise + (label === 'variant' ? 500 : 0) })),
    labels,
  );
  expect(separation.field).toBeGreaterThan(0.65);
  expect(separation.fields[0]?.name).toBe('leak');
});

test('A name that only one kind has, and a field that only one kind lacks, are found.', () => {
  const named = measureSeparation(
    files(label => ({ leak: label === 'variant' ? 'x264 core 164' : 'other' })),
    labels,
  );
  expect(named.field).toBe(1);
  const absent = measureSeparation(
    files((label, noise) => (label === 'variant' ? { leak: noise } : {})),
    labels,
  );
  expect(absent.field).toBeGreaterThan(0.99);
});

test('A number in the middle of the range, which no threshold finds, is found by a tree.', () => {
  const separation = measureSeparation(
    files((label, noise) => ({
      leak: label === 'variant' ? 300 + (noise * 2) / 5 : noise < 500 ? noise / 2 : 500 + noise / 2,
    })),
    labels,
  );
  expect(separation.field).toBeLessThan(separation.tree);
  expect(separation.tree).toBeGreaterThan(0.75);
});

test('Two fields that say nothing alone and much together are found by a tree where one of them leans a little.', () => {
  const separation = measureSeparation(
    files((label, noise) => {
      const first = noise > 400;
      return { one: Number(first), other: Number(first === (label === 'variant')) };
    }),
    labels,
  );
  expect(separation.tree).toBeGreaterThan(0.8);
});

test('What only belongs to a source is no leak: files of a source are never on both sides.', () => {
  const own = labels.flatMap(label =>
    Array.from({ length: 200 }, (_, place) => ({
      label,
      group: `${label} ${place % 10}`,
      fields: { duration: random.pick([1, 2, 3]), own: `${label} ${place % 10}` },
    })),
  );
  expect(measureSeparation(own, labels).field).toBeLessThan(0.6);
});
