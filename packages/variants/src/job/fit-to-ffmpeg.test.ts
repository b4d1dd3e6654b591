import { defaultEncodeSettings, generatePlan } from '@variegate/core-filters';
import { findFfmpeg } from '@variegate/runner';
import { expect, test } from 'vitest';
import { ordinaryFacts as facts } from '../testing/ordinary-facts.ts';
import { lacking } from './capabilities.ts';
import { compileSteps, fitToFfmpeg } from './fit-to-ffmpeg.ts';

const settings = { encode: defaultEncodeSettings, provenance: true, plainGraph: false };

test('Steps that need a missing filter are dropped, with the reason; a whole ffmpeg leaves plans as they are.', async () => {
  const whole = await findFfmpeg();
  const without = (name: string) => ({
    ...whole,
    filters: new Set([...whole.filters].filter(filter => filter !== name)),
  });
  let dropped = 0;
  for (let index = 1; index <= 20; index += 1) {
    const plan = generatePlan({
      ...{ strategy: 'standard', level: 'medium', seed: 3, index, sourceSha256: 'ab'.repeat(32), facts },
    });
    expect(fitToFfmpeg(plan, { facts, settings, ffmpeg: whole })).toBe(plan);
    for (const filter of ['drawtext', 'perspective', 'gblur', 'atempo']) {
      const ffmpeg = without(filter);
      const fitted = fitToFfmpeg(plan, { facts, settings, ffmpeg });
      expect(lacking(compileSteps(fitted, { facts, settings }), ffmpeg)).toEqual([]);
      expect(fitted.steps.length + fitted.rejected.length).toBe(plan.steps.length + plan.rejected.length);
      dropped += plan.steps.length - fitted.steps.length;
      const [reason] = fitted.rejected.slice(plan.rejected.length).map(step => step.reason);
      if (fitted !== plan) expect(reason).toBe(`the ffmpeg lacks filter ${filter}`);
    }
  }
  expect(dropped).toBeGreaterThan(10);
});

test('What is lacking whatever the steps is not held against them.', async () => {
  const plan = generatePlan({
    ...{ strategy: 'standard', level: 'medium', seed: 3, index: 1, sourceSha256: 'ab'.repeat(32), facts },
  });
  const ffmpeg = { ...(await findFfmpeg()), encoders: new Set<string>() };
  expect(fitToFfmpeg(plan, { facts, settings, ffmpeg })).toBe(plan);
  expect(lacking(compileSteps(plan, { facts, settings }), ffmpeg)).toEqual([
    'encoder aac',
    'encoder libx264',
  ]);
});
