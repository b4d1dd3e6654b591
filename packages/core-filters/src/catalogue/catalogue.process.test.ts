import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { compileSample, compileSteps } from '../testing/compile-steps.ts';
import { expectAnnounced } from '../testing/expect-announced.ts';
import { countStreams, decodedDigest, makeClipFolder } from '../testing/render-clip.ts';
import { catalogue } from './catalogue.ts';

const folder = makeClipFolder();
afterAll(() => folder[Symbol.dispose]());

const untouched = decodedDigest(folder.render(compileSteps(folder.facts, []), 'untouched'));

test.each(catalogue.map(one => [one.name, one] as const))(
  '%s renders to the size, frames and length that it announces, and changes what is decoded',
  (name, transformation) => {
    const compiled = compileSample(folder.facts, transformation, 'medium');
    const path = folder.render(compiled, name);
    expectAnnounced(path, compiled);
    expect(decodedDigest(path)).not.toBe(untouched);
  },
);

test('a plan without steps keeps every frame and the whole sound', () => {
  const counted = countStreams(folder.render(compileSteps(folder.facts, []), 'again'));
  expect(counted.frames).toBe(50);
  expect(counted.audioSeconds).toBeGreaterThan(1.95);
});

test('the same plan rendered twice gives the same bytes', () => {
  const steps = [
    { name: 'rotate', params: { degrees: 3, colour: '000000' } },
    { name: 'film_grain', params: { strength: 9, seed: 5 } },
    { name: 'audio_noise', params: { amplitude: 0.01, colour: 'pink', seed: 5 } },
  ];
  const [once, twice] = ['once', 'twice'].map(name =>
    readFileSync(folder.render(compileSteps(folder.facts, steps), name)),
  );
  expect(once).toEqual(twice);
});
