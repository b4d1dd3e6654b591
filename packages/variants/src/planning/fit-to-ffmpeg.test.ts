import { defaultEncodeSettings, generatePlan, type MediaFacts } from '@variegate/core-filters';
import { findFfmpeg } from '@variegate/runner';
import { expect, test } from 'vitest';
import { compileSteps, lacking } from './compile-job.ts';
import { fitToFfmpeg } from './fit-to-ffmpeg.ts';

const facts: MediaFacts = {
  durationSeconds: 10,
  video: {
    ...{ codec: 'h264', width: 640, height: 360, frameRate: { numerator: 25, denominator: 1 } },
    ...{ variableFrameRate: false, frameCount: 250, pixelFormat: 'yuv420p', bitDepth: 8, rotationDegrees: 0 },
    ...{ sampleAspectRatio: { numerator: 1, denominator: 1 }, colorRange: 'limited', colorSpace: 'bt709' },
    ...{ colorTransfer: 'bt709', colorPrimaries: 'bt709', highDynamicRange: false, startSeconds: 0 },
  },
  audio: { codec: 'aac', sampleRate: 48_000, channels: 2, startSeconds: 0, durationSeconds: 10 },
};
const settings = { encode: defaultEncodeSettings, provenance: true, plainGraph: false };

test('Steps that need a filter which is not there go, with the reason; a whole ffmpeg leaves plans as they are.', async () => {
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
      expect(lacking(compileSteps(fitted, facts, settings), ffmpeg)).toEqual([]);
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
  expect(lacking(compileSteps(plan, facts, settings), ffmpeg)).toEqual(['encoder aac', 'encoder libx264']);
});
