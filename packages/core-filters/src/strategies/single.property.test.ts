import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { builtIn } from '../catalogue/catalogue.ts';
import { createCatalogue, findTransformation } from '../catalogue/create-catalogue.ts';
import { compilePlan } from '../compile/compile-plan.ts';
import { defaultEncodeSettings } from '../compile/encode-settings.ts';
import { parsePlan } from '../plan/parse-plan.ts';
import { mediaFacts, sha256 } from '../testing/arbitraries.ts';
import { ordinaryFacts, silentFacts } from '../testing/facts.ts';
import { singleNames, singleTemplate } from './single.ts';

const request = (index: number, facts = ordinaryFacts) => ({
  ...{ level: 'medium' as const, seed: 3, index, sourceSha256: 'ab'.repeat(32), facts },
});

test('On any source a plan has its one transformation, stronger from point to point, or a reason why it has none.', () => {
  const drawn = fc.record({
    name: fc.constantFrom(...builtIn.map(({ name }) => name)),
    points: fc.integer({ min: 1, max: 7 }),
    asked: fc.record({ seed: fc.nat(), sourceSha256: sha256, facts: mediaFacts }),
  });
  fc.assert(
    fc.property(drawn, ({ name, points, asked }) => {
      const template = singleTemplate(name, points);
      let last = -1;
      let ended = false;
      for (let index = 1; index <= points; index++) {
        const plan = template.draw({ ...asked, index, level: 'medium' });
        expect(parsePlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
        expect(plan.strategy).toBe('single');
        if (plan.steps.length === 0) {
          ended = true;
          expect(plan.rejected).toEqual([{ name, reason: expect.stringMatching(/\w/) }]);
          expect(plan).not.toHaveProperty('single');
          continue;
        }
        expect(ended).toBe(false);
        const [step] = plan.steps;
        const intensity = findTransformation(name)?.intensity(step?.params ?? {});
        expect(plan).toMatchObject({ steps: [{ name }], rejected: [], single: { transformation: name } });
        expect(plan.single?.intensity).toBeCloseTo(intensity ?? -1, 0);
        expect(plan.single?.intensity).toBeGreaterThan(last);
        last = plan.single?.intensity ?? -1;
        const { facts } = asked;
        compilePlan({ plan, facts, encode: defaultEncodeSettings, provenance: null });
      }
    }),
    { numRuns: 300 },
  );
});

test('The grid of a transformation that can be anything is even from end to end.', () => {
  const intensities = [1, 2, 3, 4, 5].map(
    index => singleTemplate('brightness', 5).draw(request(index)).single?.intensity ?? 0,
  );
  const [lowest = 0, , middle = 0, , highest = 0] = intensities;
  expect(highest - lowest).toBeGreaterThan(20);
  expect(Math.abs(middle - (lowest + highest) / 2)).toBeLessThan((highest - lowest) / 8);
});

test('A plan is the same in a catalogue of one transformation as in the whole one.', () => {
  for (const one of builtIn) {
    const alone = singleTemplate(one.name, 3, createCatalogue([one]));
    expect(alone.draw(request(2))).toEqual(singleTemplate(one.name, 3).draw(request(2)));
  }
});

test('What has one setting has one point, and what needs audio has none without it.', () => {
  const flip = singleTemplate('horizontal_flip', 3);
  expect(flip.draw(request(1)).steps).toEqual([{ name: 'horizontal_flip', params: {} }]);
  expect(flip.draw(request(2)).rejected).toEqual([
    { name: 'horizontal_flip', reason: 'it has only one intensity here' },
  ]);
  expect(singleTemplate('echo', 3).draw(request(1, silentFacts)).rejected[0]?.reason).toMatch(/no sound/);
});

test('Selecting goes by name and layer, and what is drawn by name alone is left out unless it is named.', () => {
  expect(singleNames({ only: ['crop', 'hue'] })).toEqual(['hue', 'crop'].toSorted(byCatalogue));
  const byName = builtIn.filter(({ onlyByName }) => onlyByName !== undefined).map(({ name }) => name);
  expect(singleNames({}).filter(name => byName.includes(name))).toEqual([]);
  expect(singleNames({ exclude: ['audio'] })).not.toContain('echo');
  expect(() => singleNames({ only: ['crpo'] })).toThrow(/did you mean crop\?$/);
  expect(() => singleTemplate('crpo', 3)).toThrow(/did you mean crop\?$/);
});

function byCatalogue(one: string, other: string): number {
  const names = builtIn.map(({ name }) => name);
  return names.indexOf(one) - names.indexOf(other);
}
