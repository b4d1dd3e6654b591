import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findTransformation } from '../catalogue/create-catalogue.ts';
import { compilePlan } from '../compile/compile-plan.ts';
import { defaultEncodeSettings } from '../compile/encode-settings.ts';
import { parsePlan } from '../plan/parse-plan.ts';
import { level, mediaFacts, sha256 } from '../testing/arbitraries.ts';
import { ordinaryFacts } from '../testing/facts.ts';
import { generateControlPlan } from './generate-control-plan.ts';
import { generatePlan } from './generate-plan.ts';

const compile = (plan: ReturnType<typeof generatePlan>, facts = ordinaryFacts) =>
  compilePlan({ plan, facts, encode: defaultEncodeSettings, provenance: null });

test('A control changes nothing but size, frame rate and encoding, and every instant stays where it was.', () => {
  const request = fc.record({ seed: fc.nat(), level, sourceSha256: sha256, facts: mediaFacts });
  fc.assert(
    fc.property(request, drawn => {
      const plan = generateControlPlan({ strategy: 'standard', index: 1, ...drawn });
      expect(parsePlan(plan)).toEqual(plan);
      for (const { name } of plan.steps) {
        expect(
          ['resize', 'frame_rate'].includes(name) || findTransformation(name)?.layer === 'encoding',
        ).toBe(true);
      }
      for (const segment of compile(plan, drawn.facts).segments) {
        expect(segment).toMatchObject({ direction: 1, variantStart: 0, sourceStart: 0 });
        expect(segment.sourceEnd).toBe(segment.variantEnd);
      }
    }),
    { numRuns: 200 },
  );
});

test('Sizes and frame rates of controls are spread as those of variants are.', () => {
  const count = 400;
  const request = (index: number) =>
    ({
      strategy: 'standard',
      level: 'medium',
      seed: 5,
      index,
      sourceSha256: 'ab'.repeat(32),
      facts: ordinaryFacts,
    }) as const;
  const indices = Array.from({ length: count }, (_, offset) => offset + 1);
  const figures = (draw: typeof generatePlan) =>
    indices.map(index => {
      const { video } = compile(draw(request(index))).outputFacts;
      return {
        area: video.width * video.height,
        rate: video.frameRate.numerator / video.frameRate.denominator,
      };
    });
  const [controls, variants] = [figures(generateControlPlan), figures(generatePlan)];
  for (const figure of ['area', 'rate'] as const) {
    const gap = largestGap(
      controls.map(row => row[figure]),
      variants.map(row => row[figure]),
    );
    // Two samples of 400 from one distribution differ by more in one case of a thousand (Kolmogorov-Smirnov).
    expect(gap, figure).toBeLessThan(1.95 * Math.sqrt(2 / count));
  }
});

/** The largest difference between the cumulative distributions of two samples of equal size. */
function largestGap(one: readonly number[], other: readonly number[]): number {
  const share = (sample: readonly number[], limit: number) =>
    sample.filter(value => value <= limit).length / sample.length;
  return Math.max(...[...one, ...other].map(limit => Math.abs(share(one, limit) - share(other, limit))));
}
