import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalizedFacts } from '../facts/normalized-facts.ts';
import { parseGraph } from '../graph/parse-graph.ts';
import { serializeGraph } from '../graph/serialize-graph.ts';
import { randomStream } from '../random-stream.ts';
import { level, mediaFacts, stream, transformation } from '../testing/arbitraries.ts';
import { compileSteps } from '../testing/compile-steps.ts';
import { ordinaryFacts } from '../testing/facts.ts';
import { builtIn } from './catalogue.ts';

test('every sample lies in the ranges of its schema and on its grid', () => {
  fc.assert(
    fc.property(transformation, mediaFacts, level, stream, (one, facts, at, random) => {
      const before = normalizedFacts(facts);
      fc.pre((one.impossible?.(before) ?? null) === null);
      const params = one.params.parse(one.sample(random, before, at));
      expect(one.params.parse(JSON.parse(JSON.stringify(params)))).toEqual(params);
    }),
    { numRuns: 3000 },
  );
});

test('every effect leaves an even picture, at least one frame, and segments that fill the time they claim', () => {
  fc.assert(
    fc.property(transformation, mediaFacts, level, stream, (one, facts, at, random) => {
      const before = normalizedFacts(facts);
      fc.pre((one.impossible?.(before) ?? null) === null);
      const params = one.params.parse(one.sample(random, before, at));
      fc.pre((one.impossible?.(before, params) ?? null) === null);
      const effect = one.effect?.(before, params) ?? { facts: before };
      const { video, durationSeconds } = effect.facts;
      expect([video.width % 2, video.height % 2]).toEqual([0, 0]);
      expect(Math.min(video.width, video.height)).toBeGreaterThanOrEqual(2);
      expect(video.frameCount).toBeGreaterThanOrEqual(1);
      for (const segment of effect.segments ?? []) {
        expect(segment.variantEnd).toBeGreaterThan(segment.variantStart);
        expect(segment.variantEnd).toBeLessThanOrEqual(durationSeconds + 1e-5);
        expect(segment.sourceEnd).toBeLessThanOrEqual(before.durationSeconds + 1e-5);
        expect(segment.sourceStart).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 3000 },
  );
});

test('every step that is possible compiles, for every source, to a graph that is read back as it was written', () => {
  fc.assert(
    fc.property(transformation, mediaFacts, level, stream, (one, facts, at, random) => {
      const before = normalizedFacts(facts);
      fc.pre((one.impossible?.(before) ?? null) === null);
      const params = one.params.parse(one.sample(random, before, at));
      fc.pre((one.impossible?.(before, params) ?? null) === null);
      const { command } = compileSteps(facts, [{ name: one.name, params }]);
      const text = serializeGraph(command.graph, reference => reference);
      expect(
        serializeGraph(
          parseGraph(text, path => path),
          reference => reference,
        ),
      ).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

test('the intensity is a whole number 0..100 and grows from light to strong', () => {
  for (const one of builtIn) {
    const mean = (at: 'light' | 'strong'): number => {
      const facts = ordinaryFacts;
      const values = Array.from({ length: 60 }, (_, seed) => {
        const intensity = one.intensity(one.params.parse(one.sample(randomStream({ seed }), facts, at)));
        expect(Number.isInteger(intensity) && intensity >= 0 && intensity <= 100, one.name).toBe(true);
        return intensity;
      });
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    expect(mean('strong'), one.name).toBeGreaterThanOrEqual(mean('light'));
  }
});

test('names are unique, opposites exist, and every transformation says where its operation is defined', () => {
  const names = builtIn.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const one of builtIn) {
    expect(one.name).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(one.source).toMatch(/^https:\/\//);
    for (const opposite of one.opposes ?? []) expect(names, `${one.name} opposes`).toContain(opposite);
  }
});
