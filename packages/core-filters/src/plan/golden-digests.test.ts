import { expect, test } from 'vitest';
import { levels } from '../catalogue/level.ts';
import { generatePlan } from '../strategies/generate-plan.ts';
import { strategyNames } from '../strategies/strategy.ts';
import { ordinaryFacts, silentFacts } from '../testing/facts.ts';
import { planDigest } from './plan.ts';

const sources = { ordinary: ordinaryFacts, silent: silentFacts };

/**
 * A deliberate change of what is drawn renews the file and says that old seeds give other plans:
 *
 *     npx vitest run --project fast packages/core-filters/src/plan/golden-digests.test.ts -u
 */
test('the same requests give the same plans as ever, on every machine', async () => {
  const digests: Record<string, string> = {};
  for (const strategy of strategyNames) {
    for (const level of levels) {
      for (const [name, facts] of Object.entries(sources)) {
        for (const [seed, index] of [
          [0, 1],
          [1, 1],
          [2 ** 31, 1000],
        ] as const) {
          const plan = generatePlan({ strategy, level, seed, index, sourceSha256: 'ab'.repeat(32), facts });
          digests[`${strategy}, ${level}, ${name}, seed ${seed}, number ${index}`] = planDigest(plan);
        }
      }
    }
  }
  expect(new Set(Object.values(digests)).size).toBe(Object.keys(digests).length);
  await expect(`${JSON.stringify(digests, null, 2)}\n`).toMatchFileSnapshot('golden-digests.json');
});
