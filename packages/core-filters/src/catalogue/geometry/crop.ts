import { z } from 'zod';
import { evenFloor, withSize } from '../../facts/change-facts.ts';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { decimal } from '../../parameters/parameters.ts';
import { intensityOf } from '../intensity.ts';
import { needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = { light: [0.92, 0.98], medium: [0.88, 0.97], strong: [0.6, 0.8] } as const;
const params = z.strictObject({
  width: decimal({ unit: 'fraction of the width', min: 0.1, max: 1, decimals: 3, description: 'width kept' }),
  height: decimal({
    unit: 'fraction of the height',
    min: 0.1,
    max: 1,
    decimals: 3,
    description: 'height kept',
  }),
  x: decimal({
    unit: 'fraction of what is cut off',
    min: 0,
    max: 1,
    decimals: 3,
    description: 'share cut off on the left',
  }),
  y: decimal({
    unit: 'fraction of what is cut off',
    min: 0,
    max: 1,
    decimals: 3,
    description: 'share cut off at the top',
  }),
});

/** Keeps a rectangle of the picture; the frame becomes smaller. */
export const crop = defineTransformation({
  name: 'crop',
  layer: 'geometry',
  summary: 'Keeps a rectangle of the picture and drops the rest; the frame becomes smaller.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#crop',
  params,
  opposes: ['pad'],
  impossible: facts => needsPixels(facts, 32),
  sample: (random, _facts, level) => ({
    width: random.decimal(ranges[level], 3),
    height: random.decimal(ranges[level], 3),
    x: random.decimal([0, 1], 3),
    y: random.decimal([0, 1], 3),
  }),
  lower: (facts, wanted) => ({
    video: [{ kind: 'geometry', geometry: { type: 'crop', ...rectangle(facts, wanted) }, fill: null }],
  }),
  effect(facts, wanted) {
    const { width, height } = rectangle(facts, wanted);
    return { facts: withSize(facts, width, height) };
  },
  intensity: wanted => intensityOf(1 - wanted.width * wanted.height, 0.64),
});

function rectangle(
  facts: MediaFacts,
  wanted: z.output<typeof params>,
): Record<'width' | 'height' | 'x' | 'y', number> {
  const { width, height } = facts.video;
  const w = evenFloor(width * wanted.width);
  const h = evenFloor(height * wanted.height);
  // Even offsets keep the colour planes aligned with the luma plane.
  return {
    width: w,
    height: h,
    x: 2 * Math.floor(((width - w) * wanted.x) / 2),
    y: 2 * Math.floor(((height - h) * wanted.y) / 2),
  };
}
