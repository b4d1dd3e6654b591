import { afterAll, expect, test } from 'vitest';
import { compileSteps } from '../testing/compile-steps.ts';
import { expectAnnounced } from '../testing/expect-announced.ts';
import { decodedDigest, makeClipFolder } from '../testing/render-clip.ts';
import { auglyEquivalents } from './augly-equivalents.ts';

const folder = makeClipFolder();
afterAll(() => folder[Symbol.dispose]());

const untouched = decodedDigest(folder.render(compileSteps(folder.facts, []), 'untouched'));

test.each(
  auglyEquivalents.flatMap(({ augly, steps }) => (steps.length === 0 ? [] : [[augly, steps] as const])),
)('What AugLy calls %s renders as announced, and changes what is decoded.', (augly, steps) => {
  const compiled = compileSteps(folder.facts, steps);
  const path = folder.render(compiled, augly);
  expectAnnounced(path, compiled);
  expect(decodedDigest(path)).not.toBe(untouched);
});

test('Turning over is one filter that moves every pixel to its place.', () => {
  const steps = auglyEquivalents.find(({ augly }) => augly === 'vflip')?.steps ?? [];
  const filters = compileSteps(folder.facts, steps).command.graph.chains.flatMap(chain =>
    chain.filters.map(({ name }) => name),
  );
  expect(filters).toContain('vflip');
  expect(filters).not.toContain('perspective');
});
