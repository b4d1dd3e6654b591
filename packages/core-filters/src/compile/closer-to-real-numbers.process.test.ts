import { afterAll, expect, test } from 'vitest';
import { findTransformation } from '../catalogue/create-catalogue.ts';
import { normalizedFacts } from '../facts/normalized-facts.ts';
import type { PlanStep } from '../plan/plan.ts';
import { compileSteps } from '../testing/compile-steps.ts';
import { floatPicture, floatReference } from '../testing/float-reference.ts';
import { makeClipFolder } from '../testing/render-clip.ts';
import { step } from '../testing/written-steps.ts';

const folder = makeClipFolder('muted');
afterAll(() => folder[Symbol.dispose]());
const facts = normalizedFacts(folder.facts);
const source = floatPicture(folder.renderVideo(compileSteps(folder.facts, [])), facts.video);

/** Pixels from one that is compared to the next. */
const stride = 3;

/**
 * PSNR of the luma of the first frame against the chain in real numbers. Pixels beside which the luma leaps are left
 * out: a point is on one side of an edge, a pixel on both.
 */
function closeness(steps: readonly PlanStep[]): { readonly plain: number; readonly compiled: number } {
  const ops = steps.flatMap(({ name, params }) => findTransformation(name)?.lower(facts, params).video ?? []);
  const reference = floatReference(ops, source, facts.video);
  const frames = [true, false].map(plain => folder.renderVideo(compileSteps(folder.facts, steps, { plain })));
  const { width, height } = facts.video;
  const [columns, rows] = [Math.floor(width / stride), Math.floor(height / stride)];
  const lumas = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_luma, column) => reference(column * stride, row * stride)[0]),
  );
  const errors = [0, 0];
  let count = 0;
  for (let row = 1; row < rows - 1; row++) {
    for (let column = 1; column < columns - 1; column++) {
      const around = lumas.slice(row - 1, row + 2).flatMap(line => line.slice(column - 1, column + 2));
      if (Math.max(...around) - Math.min(...around) > 25) continue;
      const luma = lumas[row]?.[column] ?? 0;
      for (const [index, frame] of frames.entries()) {
        const pixel = frame[row * stride * width + column * stride] ?? 0;
        errors[index] = (errors[index] ?? 0) + (pixel - luma) ** 2;
      }
      count++;
    }
  }
  expect(count).toBeGreaterThan((rows * columns) / 2);
  const [plain = 0, compiled = 0] = errors.map(error => 10 * Math.log10((255 ** 2 * count) / error));
  return { plain, compiled };
}

test.each([
  ['changes of luma, hue and RGB in one run', [step.gamma, step.hue, step.warm, step.brightness, step.tint]],
  ['turning and slanting in one warp', [step.rotate, step.shear]],
  ['a lens as a warp', [step.lens]],
  ['turning, bending and slanting in one warp', [step.rotate, step.lens, step.shear]],
  ['a colour change past a warp', [step.rotate, step.brightness, step.warm]],
  ['a kernel past a warp', [step.blur, step.rotate]],
  ['a drawing that is warped', [step.box, step.rotate]],
  ['a vignette that is warped', [step.vignette, step.zoom]],
])('the compiled graph is closer to real numbers than the plain one: %s', (_rule, steps) => {
  const { plain, compiled } = closeness(steps);
  expect(compiled).toBeGreaterThan(plain);
  expect(compiled).toBeGreaterThan(48);
});
