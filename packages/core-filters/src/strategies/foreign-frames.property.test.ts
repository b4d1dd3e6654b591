import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { builtIn } from '../catalogue/catalogue.ts';
import { levels } from '../catalogue/level.ts';
import { drawStep } from '../plan/draw-step.ts';
import { randomStream } from '../random-stream.ts';
import { sha256 } from '../testing/arbitraries.ts';
import { ordinaryFacts } from '../testing/facts.ts';
import { generatePlan } from './generate-plan.ts';
import { strategyNames } from './strategy.ts';

const foreign = builtIn.filter(one => one.foreignFrames).map(({ name }) => name);

/** Seconds of a step's result that show nothing of what it was given. */
function foreignSeconds(transformation: (typeof builtIn)[number], seed: number): number {
  const walked = drawStep(transformation, {
    ...{
      random: randomStream({ seed }),
      facts: ordinaryFacts,
      level: levels[seed % levels.length] ?? 'light',
    },
  });
  if (typeof walked === 'string' || walked.effect?.segments === undefined) return 0;
  const shown = walked.effect.segments.map(({ variantStart, variantEnd }) => variantEnd - variantStart);
  return walked.after.durationSeconds - shown.reduce((sum, seconds) => sum + seconds, 0);
}

test('Those and only those that show frames of something else are declared to.', () => {
  const seen = builtIn.filter(one =>
    Array.from({ length: 30 }, (_, seed) => foreignSeconds(one, seed)).some(
      // Speeds round what they leave to whole frames.
      seconds => seconds > 0.1,
    ),
  );
  expect(seen.map(({ name }) => name)).toEqual(foreign);
});

test.each(strategyNames)('Below light, %s shows none, and says why.', strategy => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 249 }), fc.nat(), sha256, (thousandths, seed, sourceSha256) => {
      const of = { strategy, seed, index: 1, sourceSha256, facts: ordinaryFacts } as const;
      const { steps, rejected } = generatePlan({ ...of, level: thousandths / 1000 });
      expect(foreign.filter(name => steps.some(step => step.name === name))).toEqual([]);
      for (const name of foreign)
        expect(rejected).toContainEqual({ name, reason: expect.stringContaining('levels below light') });
    }),
    { numRuns: 60 },
  );
});

test('One that is named is drawn, and at light all are.', () => {
  const of = { strategy: 'standard', index: 1, sourceSha256: 'ab'.repeat(32), facts: ordinaryFacts } as const;
  const namesAt = (level: number, seed: number, only: readonly string[] = []) =>
    generatePlan({ ...of, level, seed, only }).steps.map(({ name }) => name);
  for (const name of foreign) expect(namesAt(0, 1, [name])).toEqual([name]);
  expect(namesAt(0, 1, ['time'])).not.toEqual(expect.arrayContaining([expect.stringMatching('insert')]));
  const atLight = new Set(Array.from({ length: 200 }, (_, seed) => namesAt(0.25, seed)).flat());
  expect(foreign.filter(name => !atLight.has(name))).toEqual([]);
});
