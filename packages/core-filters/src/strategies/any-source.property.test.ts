import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findTransformation } from '../catalogue/create-catalogue.ts';
import { numbersByLevel } from '../catalogue/level.ts';
import { layers, type Transformation } from '../catalogue/transformation.ts';
import { compilePlan } from '../compile/compile-plan.ts';
import { defaultEncodeSettings } from '../compile/encode-settings.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import { normalizedFacts } from '../facts/normalized-facts.ts';
import { parsePlan } from '../plan/parse-plan.ts';
import { level, mediaFacts, sha256 } from '../testing/arbitraries.ts';
import { oppose } from './arrange-steps.ts';
import { generatePlan } from './generate-plan.ts';
import { strategies } from './strategies.ts';
import { strategyNames } from './strategy.ts';

/** Most steps from one layer, and fewest layers of a chain for a source that allows nearly everything. */
const bounds = {
  standard: { mostPerLayer: 5, fewestLayers: 5 },
  seven_layer: { mostPerLayer: 4, fewestLayers: layers.length },
  enhanced_metrics: { mostPerLayer: 5, fewestLayers: 1 },
} as const;

/** Pixels x frames of a chain's result over those of its source. */
const least = numbersByLevel({ light: 0.9, medium: 0.8, strong: 0.4 });
const most = numbersByLevel({ light: 1.1, medium: 1.2, strong: 1.6 });

/** Whether a source is so large and so long that hardly a step is impossible. */
function allowsNearlyAll({ durationSeconds, video }: MediaFacts): boolean {
  return Math.min(video.width, video.height) >= 128 && durationSeconds >= 3 && video.frameCount >= 30;
}

function amountOf({ video }: MediaFacts): number {
  return video.width * video.height * video.frameCount;
}

const request = fc.record({
  strategy: fc.constantFrom(...strategyNames),
  level,
  seed: fc.nat(),
  index: fc.integer({ min: 1, max: 1000 }),
  sourceSha256: sha256,
  facts: mediaFacts,
});

test('every strategy keeps its constraints for every source, from one frame of 2x2 to a day of 8192x8192', () => {
  fc.assert(
    fc.property(request, asked => {
      const plan = generatePlan(asked);
      const { facts, strategy } = asked;
      const steps = plan.steps.map(({ name }) => findTransformation(name) as Transformation);
      const inLayers = steps.map(({ layer }) => layer);
      const { mostPerLayer, fewestLayers } = bounds[strategy];

      expect(new Set(steps).size).toBe(steps.length);
      for (const one of steps) {
        expect(one.onlyByName).toBeUndefined();
        expect(steps.filter(other => oppose(one, other))).toEqual([]);
        expect(inLayers.filter(layer => layer === one.layer).length).toBeLessThanOrEqual(mostPerLayer);
      }
      expect(steps.length).toBeLessThanOrEqual(strategies[strategy].maxSteps);
      if (allowsNearlyAll(facts)) {
        expect(steps.length).toBeGreaterThanOrEqual(strategies[strategy].minSteps);
        const reachable = layers.length - (facts.audio === null ? 1 : 0);
        expect(new Set(inLayers).size).toBeGreaterThanOrEqual(Math.min(fewestLayers, reachable));
      }
      if (facts.audio === null) expect(inLayers).not.toContain('audio');

      const { outputFacts } = compilePlan({ plan, facts, encode: defaultEncodeSettings, provenance: null });
      const ratio = amountOf(outputFacts) / amountOf(normalizedFacts(facts));
      expect(ratio).toBeGreaterThanOrEqual(least(asked.level));
      expect(ratio).toBeLessThanOrEqual(most(asked.level));
      expect(parsePlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
    }),
    { numRuns: 1000 },
  );
});
