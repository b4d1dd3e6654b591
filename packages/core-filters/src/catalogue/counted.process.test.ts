import { execFileSync } from 'node:child_process';
import { afterAll, expect, test } from 'vitest';
import type { CompiledPlan } from '../compile/compile-plan.ts';
import { normalizedFacts } from '../compile/normalize-source.ts';
import { randomStream } from '../random/random-stream.ts';
import { compileSteps } from '../testing/compile-steps.ts';
import { makeClipFolder } from '../testing/render-clip.ts';
import { catalogue } from './catalogue.ts';
import type { Layer, Transformation } from './transformation.ts';

const folder = makeClipFolder('textured');
afterAll(() => folder[Symbol.dispose]());

const untouched = compileSteps(folder.facts, []);
const picture = folder.renderPicture(untouched);
const sound = folder.renderSound(untouched);

/** A chain of one step: of many that `medium` draws, the weakest. */
function weakest({ name, params, sample, intensity, impossible }: Transformation): CompiledPlan {
  const facts = normalizedFacts(folder.facts);
  const drawn = Array.from({ length: 40 }, (_, seed) =>
    params.parse(sample(randomStream({ for: 'counted', name, seed }), facts, 'medium')),
  ).filter(one => (impossible?.(facts, one) ?? null) === null);
  const [first] = drawn.toSorted((one, other) => intensity(one) - intensity(other));
  if (first === undefined) throw new Error(`${name} is impossible`);
  return compileSteps(folder.facts, [{ name, params: first }]);
}

function drawnFrom(...layers: readonly Layer[]): readonly (readonly [string, Transformation])[] {
  return catalogue
    .filter(({ layer, onlyByName }) => layers.includes(layer) && onlyByName === undefined)
    .map(one => [one.name, one]);
}

/** Mean square of the differences of samples. */
function meanSquare(samples: ArrayLike<number>, others: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < samples.length; at++) sum += ((samples[at] ?? 0) - (others[at] ?? 0)) ** 2;
  return sum / samples.length;
}

test.each(drawnFrom('geometry', 'colour', 'texture', 'time', 'overlay'))(
  '%s counts: at its weakest at medium it changes how many pixels there are, or leaves less than 50 dB',
  (_name, transformation) => {
    const changed = folder.renderPicture(weakest(transformation));
    if (changed.length !== picture.length) return;
    const decibels = 10 * Math.log10(255 ** 2 / meanSquare(changed, picture));
    expect(decibels).toBeLessThan(50);
  },
);

test.each(drawnFrom('audio'))(
  '%s counts: at its weakest at medium it changes how many channels there are, or leaves less than 50 dB',
  (_name, transformation) => {
    const changed = folder.renderSound(weakest(transformation));
    if (changed.length !== sound.length) return;
    const errors = sound.map((channel, index) => meanSquare(channel, changed[index] ?? []));
    expect(-10 * Math.log10(errors.reduce((sum, error) => sum + error, 0) / errors.length)).toBeLessThan(50);
  },
);

test.each(drawnFrom('encoding'))(
  '%s counts: at its weakest at medium it changes the encoded stream',
  (name, transformation) => {
    const digest = (path: string): string =>
      execFileSync('ffmpeg', ['-v', 'error', '-i', path, '-c', 'copy', '-f', 'md5', '-']).toString();
    const changed = folder.render(weakest(transformation), name);
    expect(digest(changed)).not.toBe(digest(folder.render(untouched, 'untouched')));
  },
);
