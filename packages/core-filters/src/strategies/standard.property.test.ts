import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { builtIn } from '../catalogue/catalogue.ts';
import { findTransformation } from '../catalogue/create-catalogue.ts';
import { compilePlan } from '../compile/compile-plan.ts';
import { defaultEncodeSettings } from '../compile/encode-settings.ts';
import { normalizedFacts } from '../facts/normalized-facts.ts';
import { parsePlan } from '../plan/parse-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { level, mediaFacts, sha256 } from '../testing/arbitraries.ts';
import { ordinaryFacts, silentFacts } from '../testing/facts.ts';
import { generatePlan } from './generate-plan.ts';

const source = 'ab'.repeat(32);

function planOf(seed: number, facts = ordinaryFacts): Plan {
  return generatePlan({ strategy: 'standard', level: 'medium', seed, index: 1, sourceSha256: source, facts });
}

function layersOf(plan: Plan): readonly string[] {
  return plan.steps.map(({ name }) => findTransformation(name)?.layer ?? 'unknown');
}

test('a chain has 16 to 24 different steps, at most five from a layer, from at least five layers', () => {
  for (const facts of [ordinaryFacts, silentFacts]) {
    const counts = new Set<number>();
    for (let seed = 0; seed < 1000; seed++) {
      const plan = planOf(seed, facts);
      const inLayers = layersOf(plan);
      counts.add(plan.steps.length);
      expect(new Set(plan.steps.map(({ name }) => name)).size).toBe(plan.steps.length);
      expect(new Set(inLayers).size).toBeGreaterThanOrEqual(5);
      for (const layer of inLayers)
        expect(inLayers.filter(one => one === layer).length).toBeLessThanOrEqual(5);
    }
    expect([Math.min(...counts), Math.max(...counts)]).toEqual([16, 24]);
  }
});

test('every applicable transformation occurs at least half as often as an even share would give', () => {
  const seeds = 1000;
  const seen = new Map<string, number>();
  let steps = 0;
  for (let seed = 0; seed < seeds; seed++) {
    for (const { name } of planOf(seed).steps) {
      seen.set(name, (seen.get(name) ?? 0) + 1);
      steps++;
    }
  }
  const drawn = builtIn.filter(({ onlyByName }) => onlyByName === undefined);
  const share = steps / drawn.length;
  for (const { name } of drawn) expect(seen.get(name) ?? 0, name).toBeGreaterThanOrEqual(share / 2);
});

test('at medium the picture stays within 0.8 to 1.2 of the source in pixels x frames', () => {
  const amount = ({ video }: typeof ordinaryFacts): number => video.width * video.height * video.frameCount;
  for (let seed = 0; seed < 500; seed++) {
    const request = {
      plan: planOf(seed),
      facts: ordinaryFacts,
      encode: defaultEncodeSettings,
      provenance: null,
    };
    const ratio = amount(compilePlan(request).outputFacts) / amount(normalizedFacts(ordinaryFacts));
    expect(ratio).toBeGreaterThanOrEqual(0.8);
    expect(ratio).toBeLessThanOrEqual(1.2);
  }
});

test('steps that undo each other never meet in one chain', () => {
  for (let seed = 0; seed < 500; seed++) {
    const names = planOf(seed).steps.map(({ name }) => name);
    for (const name of names) {
      for (const opposite of findTransformation(name)?.opposes ?? []) expect(names).not.toContain(opposite);
    }
  }
});

test('a silent source gets no audio step and a reason for each that was left out', () => {
  const plan = planOf(3, silentFacts);
  expect(layersOf(plan)).not.toContain('audio');
  expect(plan.rejected).toContainEqual({ name: 'gain', reason: 'the source has no sound' });
});

test('the order of steps is random: any two steps of the picture come in either order', () => {
  const orders = new Set<boolean>();
  for (let seed = 0; seed < 400 && orders.size < 2; seed++) {
    const names = planOf(seed).steps.map(({ name }) => name);
    const places = [names.indexOf('rotate'), names.indexOf('blur')] as const;
    if (Math.min(...places) >= 0) orders.add(places[0] < places[1]);
  }
  expect(orders.size).toBe(2);
});

test('plans of one seed do not depend on how many there are, and neighbours differ', () => {
  const at = (index: number): Plan =>
    generatePlan({
      strategy: 'standard',
      level: 'medium',
      seed: 9,
      index,
      sourceSha256: source,
      facts: ordinaryFacts,
    });
  expect(at(2)).toEqual(at(2));
  expect(at(1).steps).not.toEqual(at(2).steps);
});

test('what is drawn only by name is in a chain that asks for it, and in no other', () => {
  const request = { strategy: 'standard', level: 'medium', seed: 1, index: 1, sourceSha256: source } as const;
  const namesOf = (only: readonly string[]): readonly string[] =>
    generatePlan({ ...request, facts: ordinaryFacts, only }).steps.map(({ name }) => name);
  const byName = builtIn.filter(({ onlyByName }) => onlyByName !== undefined).map(({ name }) => name);
  expect(byName).toContain('remove_audio');
  for (const name of byName) expect(namesOf([name])).toEqual([name]);
  for (let seed = 0; seed < 200; seed++)
    for (const { name } of planOf(seed).steps) expect(byName).not.toContain(name);
});

test('only and exclude narrow the chain, by name and by layer', () => {
  const request = { strategy: 'standard', level: 'medium', seed: 1, index: 1, sourceSha256: source } as const;
  const plan = generatePlan({ ...request, facts: ordinaryFacts, only: ['colour', 'crop'], exclude: ['hue'] });
  expect(new Set(layersOf(plan))).toEqual(new Set(['colour', 'geometry']));
  expect(plan.steps.map(({ name }) => name)).not.toContain('hue');
  const unknown = { ...request, facts: ordinaryFacts, only: ['colours'] };
  expect(() => generatePlan(unknown)).toThrow(expect.objectContaining({ code: 'SELECTION_UNKNOWN' }));
});

test('every plan for every source is read back as it was written', () => {
  fc.assert(
    fc.property(fc.nat(), level, sha256, mediaFacts, (seed, at, sourceSha256, facts) => {
      const plan = generatePlan({ strategy: 'standard', level: at, seed, index: 1, sourceSha256, facts });
      expect(parsePlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
    }),
    { numRuns: 500 },
  );
});
