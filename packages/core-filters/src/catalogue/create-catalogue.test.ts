import { expect, test } from 'vitest';
import { z } from 'zod';
import { builtIn } from './catalogue.ts';
import { builtInCatalogue, createCatalogue, inModule } from './create-catalogue.ts';
import { defineTransformation } from './transformation.ts';

const upsideDown = defineTransformation({
  name: 'upside_down',
  layer: 'geometry',
  summary: 'Turns the picture upside down.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#vflip',
  params: z.strictObject({}),
  sample: () => ({}),
  lower: () => ({ video: [{ kind: 'opaque', filters: [{ name: 'vflip', options: {} }] }] }),
  intensity: () => 50,
});

test('A catalogue finds what it was made of, and no other catalogue does.', () => {
  const mine = createCatalogue([...builtIn, ...inModule('@example/mine', [upsideDown])]);
  expect(mine.find('upside_down')).toMatchObject({ module: '@example/mine' });
  expect(mine.find('rotate')).toBe(builtInCatalogue.find('rotate'));
  expect(builtInCatalogue.find('upside_down')).toBeNull();
});

test('A name that comes twice or is not in snake_case is refused.', () => {
  for (const name of ['rotate', 'Upside-Down', '', '__proto__', 'a'.repeat(61)])
    expect(() => createCatalogue([...builtIn, { ...upsideDown, name }])).toThrow(
      expect.objectContaining({ code: 'TRANSFORMATION_INVALID' }),
    );
});

test.each([
  ['null', null],
  ['a text', 'rotate'],
  ['nothing but a name', { name: 'mine' }],
  ['an unknown layer', { ...upsideDown, layer: 'smell' }],
  ['params without a schema', { ...upsideDown, params: {} }],
  ['no function that lowers', { ...upsideDown, lower: undefined }],
  ['an effect that is not a function', { ...upsideDown, effect: 3 }],
  ['a module that is not a string', { ...upsideDown, module: 7 }],
])('What a stranger gives as a transformation is refused where it has %s.', (_, value) => {
  expect(() => createCatalogue([value as never])).toThrow(
    expect.objectContaining({ code: 'TRANSFORMATION_INVALID' }),
  );
});
