import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { generatePlan } from '../strategies/generate-plan.ts';
import { level, mediaFacts, sha256 } from '../testing/arbitraries.ts';
import { compilePlan } from './compile-plan.ts';
import { defaultEncodeSettings, defaultVp9Settings } from './encode-settings.ts';
import { fitPlan, withoutStep } from './fit-plan.ts';

const request = fc.record({ seed: fc.nat(), level, sourceSha256: sha256, facts: mediaFacts });

test('A plan that fits is left as it is, so its digest stays the same.', () => {
  fc.assert(
    fc.property(request, drawn => {
      const plan = generatePlan({ strategy: 'standard', index: 1, ...drawn });
      expect(fitPlan(plan, { facts: drawn.facts, encode: defaultEncodeSettings })).toBe(plan);
    }),
    { numRuns: 100 },
  );
});

test('For VP9 the steps that it cannot encode are rejected with the reason, the others stay in order.', () => {
  fc.assert(
    fc.property(request, drawn => {
      const plan = generatePlan({ strategy: 'standard', index: 1, ...drawn });
      const fitted = fitPlan(plan, { facts: drawn.facts, encode: defaultVp9Settings });
      expect(fitted.steps.length + fitted.rejected.length).toBe(plan.steps.length + plan.rejected.length);
      expect(plan.steps.filter(step => fitted.steps.includes(step))).toEqual(fitted.steps);
      for (const { name } of fitted.rejected.slice(plan.rejected.length)) {
        expect(['b_frames', 'reference_frames', 'chroma_quantiser', 'deblocking']).toContain(name);
      }
      const { command } = compilePlan({
        ...{ plan: fitted, facts: drawn.facts, encode: defaultVp9Settings, provenance: null },
      });
      expect(command.outputArguments).not.toContain('-bf');
    }),
    { numRuns: 100 },
  );
});

test('Any step can be left out: what no longer fits after it is rejected too, and the rest compiles.', () => {
  fc.assert(
    fc.property(request, fc.nat(), (drawn, choice) => {
      const plan = generatePlan({ strategy: 'standard', index: 1, ...drawn });
      const index = choice % plan.steps.length;
      const without = withoutStep(plan, index, 'the ffmpeg lacks it');
      expect(without.rejected.at(-1)).toEqual({
        name: plan.steps[index]?.name,
        reason: 'the ffmpeg lacks it',
      });
      const fitted = fitPlan(without, { facts: drawn.facts, encode: defaultEncodeSettings });
      expect(fitted.steps.length).toBeLessThan(plan.steps.length);
      compilePlan({ plan: fitted, facts: drawn.facts, encode: defaultEncodeSettings, provenance: null });
    }),
    { numRuns: 100 },
  );
});
