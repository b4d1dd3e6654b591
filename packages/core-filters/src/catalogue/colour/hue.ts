import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [4, 10], medium: [8, 25], strong: [40, 150] });

/** Turns all colours around the colour wheel. */
export const hue = defineTransformation({
  name: 'hue',
  layer: 'colour',
  summary: 'Turns all colours around the colour wheel.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#hue',
  params: z.strictObject({
    degrees: decimal({
      unit: 'degrees',
      min: -180,
      max: 180,
      decimals: 1,
      description: 'angle on the colour wheel',
    }),
  }),
  sample: (random, _facts, level) => ({ degrees: random.sign() * random.decimal(ranges(level), 1) }),
  lower: (_facts, { degrees }) => ({
    video: [{ kind: 'colour', change: { type: 'chroma', degrees, saturation: 1 } }],
  }),
  intensity: ({ degrees }) => intensityOf(degrees, 180),
});
