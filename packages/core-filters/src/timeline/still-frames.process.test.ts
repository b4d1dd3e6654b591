import { afterAll, expect, test } from 'vitest';
import type { AssetFacts } from '../assets/asset-facts.ts';
import { generatedClips } from '../generated-assets/generated-assets.ts';
import type { PlanStep } from '../plan/plan.ts';
import { compileSteps } from '../testing/compile-steps.ts';
import { makeClipFolder } from '../testing/render-clip.ts';

const folder = makeClipFolder();
afterAll(() => folder[Symbol.dispose]());

const [asset] = generatedClips as readonly [AssetFacts];

/** Chains that show one picture for many frames, and how many frames the clip of 50 has after each. */
const chains: readonly (readonly [string, PlanStep['params'], number])[] = [
  ['concat', { asset, seconds: 0.4, place: 'after' }, 60],
  ['insert_clip', { asset, position: 0.4, seconds: 0.4 }, 60],
  ['blend', { asset, share: 0.3 }, 50],
  ['freeze', { position: 0.5, seconds: 0.4, length: 'longer' }, 60],
  ['freeze', { position: 1, seconds: 0.4, length: 'longer' }, 60],
];

// ffmpeg 7.0 and 7.1 repeat such a picture for ever, deaf to SIGTERM, where the graph leaves its rate to be guessed.
test.each(chains)('a picture that %s holds ends after its frames', (name, params, frames) => {
  const { expected } = compileSteps(folder.facts, [{ name, params }]).command;
  const luma = (expected.width * expected.height * 3) / 2;
  for (const plain of [false, true]) {
    const video = folder.renderVideo(compileSteps(folder.facts, [{ name, params }], { plain }));
    expect(video.length / luma, plain ? 'plain' : 'compiled').toBe(frames);
  }
});
