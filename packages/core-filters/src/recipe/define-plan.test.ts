import { expect, test } from 'vitest';
import { z } from 'zod';
import { builtIn } from '../catalogue/catalogue.ts';
import { createCatalogue, inModule } from '../catalogue/create-catalogue.ts';
import { defineTransformation } from '../catalogue/transformation.ts';
import { compilePlan } from '../compile/compile-plan.ts';
import { defaultEncodeSettings } from '../compile/encode-settings.ts';
import { parsePlan } from '../plan/parse-plan.ts';
import { ordinaryFacts, silentFacts } from '../testing/facts.ts';
import { definePlan, oneOf } from './define-plan.ts';

const sourceSha256 = 'cd'.repeat(32);
const request = { level: 'medium', seed: 3, index: 1, sourceSha256, facts: ordinaryFacts } as const;

/** A custom transformation: the picture upside down. */
const upsideDown = defineTransformation({
  name: 'upside_down',
  layer: 'geometry',
  summary: 'Turns the picture upside down.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#vflip',
  params: z.strictObject({}),
  sample: () => ({}),
  lower: () => ({ video: [{ kind: 'opaque', filters: [{ name: 'vflip', options: {} }] }] }),
  intensity: () => 50,
});

test('a chain has the steps that were asked for, in their order, with the parameters that were given', () => {
  const plan = definePlan([
    { name: 'rotate', params: { degrees: 5, colour: '000000' } },
    { name: 'brightness' },
  ]).draw(request);
  expect(plan.strategy).toBe('custom');
  expect(plan.steps.map(({ name }) => name)).toEqual(['rotate', 'brightness']);
  expect(plan.steps[0]?.params).toEqual({ degrees: 5, colour: '000000' });
  expect(parsePlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
});

test('the same request gives the same plan, and a choice falls differently for other variants', () => {
  const template = definePlan([oneOf({ name: 'rotate' }, [{ name: 'crop' }, { name: 'hue' }])]);
  expect(template.draw(request)).toEqual(template.draw(request));
  const chains = new Set<string>();
  for (let index = 1; index <= 20; index++) {
    const { steps } = template.draw({ ...request, index });
    chains.add(steps.map(({ name }) => name).join('+'));
  }
  expect([...chains].sort()).toEqual(['crop+hue', 'rotate']);
});

test('what the source does not allow is left out, with the reason', () => {
  const plan = definePlan([{ name: 'gain' }, { name: 'hue' }]).draw({ ...request, facts: silentFacts });
  expect(plan.steps.map(({ name }) => name)).toEqual(['hue']);
  expect(plan.rejected).toEqual([{ name: 'gain', reason: 'the source has no sound' }]);
});

test('a step that needs assets is left out where there are none, with the reason', () => {
  const plan = definePlan([{ name: 'image_overlay' }, { name: 'hue' }]).draw({ ...request, assets: [] });
  expect(plan.steps.map(({ name }) => name)).toEqual(['hue']);
  expect(plan.rejected).toEqual([{ name: 'image_overlay', reason: 'there is no image among the assets' }]);
});

test('unknown names and parameters outside their ranges are refused with their path', () => {
  const wrong = [{ name: 'rotat' }, oneOf({ name: 'rotate', params: { degrees: 900, colour: '000000' } })];
  expect(() => definePlan(wrong)).toThrow(
    expect.objectContaining({
      code: 'PLAN_INVALID',
      problems: [
        expect.objectContaining({ path: '[0].name' }),
        expect.objectContaining({ path: '[1].oneOf[0].params.degrees' }),
      ],
    }),
  );
});

test('a custom transformation is planned, compiled and named with its module', () => {
  const catalogue = createCatalogue([...builtIn, ...inModule('@example/upside-down', [upsideDown])]);
  const plan = definePlan([{ name: 'upside_down' }], catalogue).draw(request);
  expect(plan.modules).toEqual(['@example/upside-down']);
  const compiled = compilePlan({
    plan: parsePlan(plan, catalogue),
    catalogue,
    facts: ordinaryFacts,
    encode: defaultEncodeSettings,
    provenance: null,
  });
  expect(compiled.requires.filters).toContain('vflip');
  // Nothing is left behind that another caller could meet.
  expect(() => parsePlan(plan)).toThrow(/these modules: @example\/upside-down/);
});

test('a plan that needs a module that was not imported says which', () => {
  const needy = definePlan([{ name: 'hue' }]).draw(request);
  const foreign = { ...needy, modules: ['@example/lost'], steps: [{ name: 'lost', params: {} }] };
  expect(() => parsePlan(foreign)).toThrow(/these modules: @example\/lost/);
});
