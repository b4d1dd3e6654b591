import { expect, test } from 'vitest';
import { builtIn } from '../catalogue/catalogue.ts';
import { findTransformation } from '../catalogue/create-catalogue.ts';
import { hashDistanceOf } from '../catalogue/hash-distance.ts';
import { type Level, levels } from '../catalogue/level.ts';
import { layers } from '../catalogue/transformation.ts';
import type { Plan } from '../plan/plan.ts';
import { ordinaryFacts, silentFacts } from '../testing/facts.ts';
import { generatePlan } from './generate-plan.ts';

function planOf(seed: number, level: Level, facts = ordinaryFacts): Plan {
  const sourceSha256 = 'ef'.repeat(32);
  return generatePlan({ strategy: 'seven_layer', level, seed, index: 1, sourceSha256, facts });
}

function distanceOf(name: string, level: Level): number {
  const one = findTransformation(name);
  return one === null ? 0 : hashDistanceOf(one, level);
}

function distances(plan: Plan): readonly number[] {
  return plan.steps.map(({ name }) => distanceOf(name, plan.level));
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

test('light moves hashes no further than a match, medium and strong far', () => {
  for (let seed = 0; seed < 200; seed++) {
    const mildest = planOf(seed, 'light').steps.map(({ name }) => distanceOf(name, 0));
    expect(Math.hypot(...mildest)).toBeLessThanOrEqual(31);
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
