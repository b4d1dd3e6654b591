import { expect, test } from 'vitest';
import { builtIn } from '../catalogue/catalogue.ts';
import { findTransformation } from '../catalogue/create-catalogue.ts';
import { type Level, layers, levels } from '../catalogue/transformation.ts';
import type { Plan } from '../plan/plan.ts';
import { ordinaryFacts, silentFacts } from '../testing/facts.ts';
import { generatePlan } from './generate-plan.ts';

function planOf(seed: number, level: Level, facts = ordinaryFacts): Plan {
  const sourceSha256 = 'ef'.repeat(32);
  return generatePlan({ strategy: 'seven_layer', level, seed, index: 1, sourceSha256, facts });
}

function distances(plan: Plan): readonly number[] {
  return plan.steps.map(({ name }) => findTransformation(name)?.hashDistance?.[plan.level] ?? 0);
}

test.each(levels)('at %s a chain has 9 to 16 different steps that reach all seven layers', level => {
  const counts = new Set<number>();
  for (let seed = 0; seed < 400; seed++) {
    const names = planOf(seed, level).steps.map(({ name }) => name);
    counts.add(names.length);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(names.map(name => findTransformation(name)?.layer)).size).toBe(layers.length);
  }
  expect([Math.min(...counts), Math.max(...counts)]).toEqual([9, 16]);
});

test('a silent source reaches the six other layers', () => {
  for (let seed = 0; seed < 200; seed++) {
    const reached = planOf(seed, 'medium', silentFacts).steps.map(
      ({ name }) => findTransformation(name)?.layer,
    );
    expect([...new Set(reached)].sort()).toEqual(layers.filter(layer => layer !== 'audio').toSorted());
  }
});

test('light moves hashes a little, medium and strong far', () => {
  for (let seed = 0; seed < 200; seed++) {
    expect(Math.max(...distances(planOf(seed, 'light')))).toBeLessThanOrEqual(12);
    expect(Math.max(...distances(planOf(seed, 'medium')))).toBeGreaterThanOrEqual(60);
    expect(Math.max(...distances(planOf(seed, 'strong')))).toBeGreaterThanOrEqual(90);
  }
});

test('every transformation that the level allows is drawn', () => {
  const drawn = new Set<string>();
  for (let seed = 0; seed < 1500; seed++)
    for (const { name } of planOf(seed, 'medium').steps) drawn.add(name);
  const free = builtIn.filter(({ onlyByName }) => onlyByName === undefined).map(({ name }) => name);
  expect([...drawn].sort()).toEqual(free.toSorted());
});
