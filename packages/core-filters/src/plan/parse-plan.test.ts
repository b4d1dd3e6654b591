import { expect, test } from 'vitest';
import { parsePlan } from './parse-plan.ts';
import { PlanInvalidError, planDigest } from './plan.ts';

const plan = {
  formatVersion: 1,
  strategy: 'standard',
  level: 'medium',
  seed: 0,
  index: 1,
  source: { sha256: '0'.repeat(64) },
  steps: [
    { name: 'rotate', params: { degrees: 3.25, colour: '000000' } },
    { name: 'text', params: { text: 'a:b', size: 0.05, x: 0.5, y: 0.5, colour: 'ffffff', style: 'box' } },
  ],
  rejected: [],
};

function problemsOf(value: unknown): PlanInvalidError['problems'] {
  try {
    parsePlan(value);
  } catch (error) {
    if (error instanceof PlanInvalidError) return error.problems;
  }
  return [];
}

test('the digest of a plan is the same on every machine', () => {
  expect(planDigest(parsePlan(plan))).toMatchInlineSnapshot(
    `"de77e25c7e137f0455fc2726e9a6f9be060606599cfec9a049e96234ea885ac3"`,
  );
});

test('parameters are rounded to their grid, so that digests do not depend on how a number was computed', () => {
  const longer = structuredClone(plan);
  longer.steps[0] = { name: 'rotate', params: { degrees: 3.2500000001, colour: '000000' } };
  expect(planDigest(parsePlan(longer))).toBe(planDigest(parsePlan(plan)));
});

test.each([
  ['another version', { ...plan, formatVersion: 2 }, 'formatVersion'],
  ['an unknown field', { ...plan, extra: 1 }, 'plan'],
  [
    'a parameter out of range',
    { ...plan, steps: [{ name: 'blur', params: { sigma: 99 } }] },
    'steps[0].params.sigma',
  ],
  [
    'an unknown parameter',
    { ...plan, steps: [{ name: 'hue', params: { degrees: 1, x: 1 } }] },
    'steps[0].params',
  ],
  ['an unknown transformation', { ...plan, steps: [{ name: 'explode', params: {} }] }, 'steps[0].name'],
  ['text with a control character', withText('a\u0007b'), 'steps[0].params.text'],
  ['a source that is not a digest', { ...plan, source: { sha256: '../x' } }, 'source.sha256'],
  ['nothing at all', null, 'plan'],
])('%s is refused with the path of the field', (_title, value, path) => {
  expect(problemsOf(value).map(problem => problem.path)).toContain(path);
});

test('a problem says what is allowed', () => {
  const [problem] = problemsOf({ ...plan, steps: [{ name: 'blur', params: { sigma: 99 } }] });
  expect(problem?.message).toContain('30');
});

function withText(text: string): unknown {
  return { ...plan, steps: [{ name: 'text', params: { ...plan.steps[1]?.params, text } }] };
}
