import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findTransformation } from '../catalogue/create-catalogue.ts';
import { compilePlan } from '../compile/compile-plan.ts';
import { defaultEncodeSettings } from '../compile/encode-settings.ts';
import { generatePlan } from '../strategies/generate-plan.ts';
import { level, mediaFacts, sha256 } from '../testing/arbitraries.ts';
import { placementOf } from './placement.ts';

test('the placement of any plan gives a picture of the same size, length and course as the plan', () => {
  const seed = fc.nat();
  fc.assert(
    fc.property(seed, level, sha256, mediaFacts, (anySeed, anyLevel, source, facts) => {
      const plan = generatePlan({
        ...{ strategy: 'standard', level: anyLevel, seed: anySeed, index: 1, sourceSha256: source, facts },
      });
      const compiled = (steps: typeof plan) =>
        compilePlan({ plan: steps, facts, encode: defaultEncodeSettings, provenance: null });
      const [whole, placed] = [compiled(plan), compiled(placementOf(plan, facts))];
      const { width, height, frameCount, durationSeconds } = whole.command.expected;
      expect(placed.command.expected).toMatchObject({ width, height, frameCount, durationSeconds });
      expect(placed.segments).toEqual(whole.segments);
    }),
  );
});

test('the placement of any plan has all its steps of geometry and time, and none of colour, texture, or encoding', () => {
  fc.assert(
    fc.property(fc.nat(), mediaFacts, (seed, facts) => {
      const plan = generatePlan({
        ...{ strategy: 'standard', level: 'medium', seed, index: 1, sourceSha256: 'ab'.repeat(32), facts },
      });
      const layersOf = (steps: typeof plan.steps) => steps.map(({ name }) => findTransformation(name)?.layer);
      const placing = (layer: string | undefined) => layer === 'geometry' || layer === 'time';
      const kept = layersOf(placementOf(plan, facts).steps);
      expect(kept.filter(placing)).toEqual(layersOf(plan.steps).filter(placing));
      for (const layer of ['colour', 'texture', 'encoding']) expect(kept).not.toContain(layer);
    }),
  );
});
