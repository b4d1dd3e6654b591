import { afterAll, expect, test } from 'vitest';
import { findTransformation } from '../catalogue/create-catalogue.ts';
import type { PlanStep } from '../plan/plan.ts';
import { compileSteps } from '../testing/compile-steps.ts';
import { decibelsBetween } from '../testing/decibels-between.ts';
import { makeClipFolder } from '../testing/render-clip.ts';
import { generatePlan } from './generate-plan.ts';

const folder = makeClipFolder('textured');
afterAll(() => folder[Symbol.dispose]());

function videoOf(steps: readonly PlanStep[]): Uint8Array {
  return folder.renderVideo(compileSteps(folder.facts, steps));
}

function audioOf(steps: readonly PlanStep[]): Float32Array {
  return Float32Array.from(
    folder.renderAudio(compileSteps(folder.facts, steps)).flatMap(channel => [...channel]),
  );
}

/** The steps of a chain without which it is seen and heard as it was: nothing is of another size, 50 dB or more is left. */
function idleSteps(steps: readonly PlanStep[]): readonly string[] {
  const [video, audio] = [videoOf(steps), audioOf(steps)];
  // Chains make sounds louder and quieter: what is heard is heard against the loudest of them.
  const loudest = audio.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
  return steps
    .filter((step, index) => {
      const layer = findTransformation(step.name)?.layer;
      const without = steps.toSpliced(index, 1);
      const isSeen = layer !== 'audio' && decibelsBetween(videoOf(without), video, 255) < 50;
      const mayBeHeard = layer === 'audio' || layer === 'time';
      return !(
        layer === 'encoding' ||
        isSeen ||
        (mayBeHeard && decibelsBetween(audioOf(without), audio, loudest) < 50)
      );
    })
    .map(({ name, params }) => `${name} ${JSON.stringify(params)}`);
}

test('without any one of its steps, a chain of medium is seen or heard otherwise: 19 of 20 steps count', () => {
  const request = { level: 'medium', index: 1, sourceSha256: 'cd'.repeat(32), facts: folder.facts } as const;
  let steps = 0;
  const idle: string[] = [];
  for (const strategy of ['standard', 'seven_layer'] as const) {
    for (let seed = 0; seed < 2; seed++) {
      const plan = generatePlan({ ...request, strategy, seed });
      steps += plan.steps.length;
      idle.push(...idleSteps(plan.steps));
    }
  }
  expect(steps).toBeGreaterThan(40);
  expect(idle.length, idle.join('\n')).toBeLessThanOrEqual(steps / 20);
});
