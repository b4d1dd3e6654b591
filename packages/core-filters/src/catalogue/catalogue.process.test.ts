import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { generatePlan } from '../strategies/generate-plan.ts';
import { compileSample, compileSteps } from '../testing/compile-steps.ts';
import { expectAnnounced } from '../testing/expect-announced.ts';
import { decodedDigest, decodeStreams, makeClipFolder } from '../testing/render-clip.ts';
import { builtIn } from './catalogue.ts';

const folder = makeClipFolder();
afterAll(() => folder[Symbol.dispose]());

const sourceSha256 = '0'.repeat(64);

const untouched = decodedDigest(folder.render(compileSteps(folder.facts, []), 'untouched'));

test.each(builtIn.map(one => [one.name, one] as const))(
  '%s renders to the size, frames and length that it announces, and changes what is decoded',
  (name, transformation) => {
    const compiled = compileSample(folder.facts, transformation, 'medium');
    const path = folder.render(compiled, name);
    expect(expectAnnounced(path, compiled).digest).not.toBe(untouched);
  },
);

test('a plan without steps keeps every frame and the whole audio', () => {
  const counted = decodeStreams(folder.render(compileSteps(folder.facts, []), 'again'));
  expect(counted.frames).toBe(50);
  expect(counted.audioSeconds).toBeGreaterThan(1.95);
});

test.each([1, 2, 3, 4])('decoder and filter threads change no byte of chain %i, video and audio', index => {
  const plan = generatePlan({
    strategy: 'standard',
    level: 'medium',
    seed: 7,
    index,
    sourceSha256,
    facts: folder.facts,
  });
  const compiled = compileSteps(folder.facts, plan.steps);
  const rendered = [1, 3].map(threads => readFileSync(folder.render(compiled, `threads-${index}`, threads)));
  for (const bytes of rendered) expect(bytes.equals(rendered[0] ?? Buffer.alloc(0))).toBe(true);
});

test('decoder and filter threads change no sample of any audio', () => {
  for (const one of builtIn.filter(({ layer, name }) => layer === 'audio' && name !== 'remove_audio')) {
    const compiled = compileSample(folder.facts, one, 'strong');
    const [first, other] = [1, 3].map(threads =>
      Buffer.concat(folder.renderAudio(compiled, threads).map(({ buffer }) => Buffer.from(buffer))),
    );
    expect(first?.equals(other ?? Buffer.alloc(0)), one.name).toBe(true);
  }
});
