import { execFileSync } from 'node:child_process';
import { afterAll, expect, test } from 'vitest';
import type { CompiledPlan } from '../compile/compile-plan.ts';
import { normalizedFacts } from '../facts/normalized-facts.ts';
import { randomStream } from '../random-stream.ts';
import { compileSteps } from '../testing/compile-steps.ts';
import { decibelsBetween } from '../testing/decibels-between.ts';
import { makeClipFolder } from '../testing/render-clip.ts';
import { builtIn } from './catalogue.ts';
import type { Layer, Transformation } from './transformation.ts';

const folder = makeClipFolder('textured');
afterAll(() => folder[Symbol.dispose]());

const untouched = compileSteps(folder.facts, []);
const video = folder.renderVideo(untouched);
const audio = samplesOf(untouched);

/** The audio of every channel. */
function samplesOf(compiled: CompiledPlan): Float32Array {
  return Float32Array.from(folder.renderAudio(compiled).flatMap(channel => [...channel]));
}

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
  return builtIn
    .filter(({ layer, onlyByName }) => layers.includes(layer) && onlyByName === undefined)
    .map(one => [one.name, one]);
}

test.each(drawnFrom('geometry', 'colour', 'texture', 'time', 'overlay'))(
  '%s counts: at its weakest at medium it changes how many pixels there are, or leaves less than 50 dB',
  (_name, transformation) => {
    const changed = folder.renderVideo(weakest(transformation));
    expect(decibelsBetween(changed, video, 255)).toBeLessThan(50);
  },
);

test.each(drawnFrom('audio'))(
  '%s counts: at its weakest at medium it changes how many channels there are, or leaves less than 50 dB',
  (_name, transformation) => {
    const changed = samplesOf(weakest(transformation));
    expect(decibelsBetween(changed, audio, 1)).toBeLessThan(50);
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
