import { z } from 'zod';
import { evenFloor, withSize } from '../../facts/change-facts.ts';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.95, 1], medium: [0.93, 1.12], strong: [0.5, 0.85] });
const params = z.strictObject({
  width: decimal({ unit: 'times', min: 0.1, max: 2, decimals: 3, description: 'new width over old width' }),
  height: decimal({
    unit: 'times',
    min: 0.1,
    max: 2,
    decimals: 3,
    description: 'new height over old height',
  }),
});

/** Scales the whole picture; different factors change its aspect ratio. */
export const resize = defineTransformation({
  name: 'resize',
  layer: 'geometry',
  hashDistance: { least: 0, light: 8, medium: 8, strong: 15 },
  summary: 'Scales the whole picture to another size; unequal factors squeeze it.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#scale-1',
  params,
  impossible: facts => needsPixels(facts, 32),
  sample: (random, _facts, level) => ({
    width: random.decimal(ranges(level), 3),
    height: random.decimal(ranges(level), 3),
  }),
  lower(facts, wanted) {
    const { width, height } = size(facts, wanted);
    return { video: [{ kind: 'geometry', geometry: { type: 'scale', width, height }, fill: null }] };
  },
  effect(facts, wanted) {
    const { width, height } = size(facts, wanted);
    return { facts: withSize(facts, width, height) };
  },
  intensity: ({ width, height }) => intensityOf(Math.abs(1 - width) + Math.abs(1 - height), 1),
});

function size(facts: MediaFacts, wanted: z.output<typeof params>): Record<'width' | 'height', number> {
  return {
    width: evenFloor(facts.video.width * wanted.width),
    height: evenFloor(facts.video.height * wanted.height),
  };
}
