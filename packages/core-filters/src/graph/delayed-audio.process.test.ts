import { afterAll, expect, test } from 'vitest';
import type { PlanStep } from '../plan/plan.ts';
import { compileSteps } from '../testing/compile-steps.ts';
import { makeClipFolder } from '../testing/render-clip.ts';

const folder = makeClipFolder();
afterAll(() => folder[Symbol.dispose]());

const clicks: PlanStep = { name: 'clicks', params: { perSecond: 4.8, amplitude: 0.25 } };
const faster: PlanStep = { name: 'speed', params: { factor: 1.05, pitch: 'kept' } };
const later: PlanStep = { name: 'av_offset', params: { milliseconds: 69 } };
const vibrato: PlanStep = { name: 'vibrato', params: { frequency: 5, depth: 0.3 } };

// From 7.0 on ffmpeg may leave a hole behind the silence that it puts in front, which a cut by time takes for samples.
test.each([[[later]], [[clicks, later]], [[faster, later]], [[clicks, vibrato]], [[faster, vibrato, later]]])(
  '%j leaves the audio as long as the video, to the sample',
  steps => {
    const compiled = compileSteps(folder.facts, steps);
    const sampleRate = compiled.outputFacts.audio?.sampleRate ?? 0;
    for (const samples of folder.renderAudio(compiled)) {
      expect(samples.length).toBe(Math.round(compiled.outputFacts.durationSeconds * sampleRate));
    }
  },
);
