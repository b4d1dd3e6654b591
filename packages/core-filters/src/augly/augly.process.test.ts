import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createCatalogue } from '../catalogue/create-catalogue.ts';
import { defineTransformation } from '../catalogue/transformation.ts';
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
  expect(expectAnnounced(path, compiled).digest).not.toBe(untouched);
});

test('What AugLy calls apply_lambda is a custom transformation.', () => {
  const negative = defineTransformation({
    ...{ name: 'colour_negative', layer: 'colour', summary: 'Turns every colour into its opposite.' },
    source: 'https://ffmpeg.org/ffmpeg-filters.html#negate',
    params: z.strictObject({}),
    sample: () => ({}),
    lower: () => ({ video: [{ kind: 'opaque', filters: [{ name: 'negate', options: {} }] }] }),
    intensity: () => 100,
  });
  const catalogue = createCatalogue([negative]);
  const compiled = compileSteps(folder.facts, [{ name: negative.name, params: {} }], { catalogue });
  const path = folder.render(compiled, 'own');
  expect(expectAnnounced(path, compiled).digest).not.toBe(untouched);
});

test('Turning over is one filter that moves every pixel to its place.', () => {
  const steps = auglyEquivalents.find(({ augly }) => augly === 'vflip')?.steps ?? [];
  const filters = compileSteps(folder.facts, steps).command.graph.chains.flatMap(chain =>
    chain.filters.map(({ name }) => name),
  );
  expect(filters).toContain('vflip');
  expect(filters).not.toContain('perspective');
});
