import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.1, 0.3], medium: [0.25, 0.7], strong: [0.8, 1.6] });

/** Changes the saturation of pale colours more than that of strong ones. */
export const vibrance = defineTransformation({
  name: 'vibrance',
  layer: 'colour',
  hashDistance: { least: 1, light: 1, medium: 4, strong: 8 },
  summary: 'Strengthens or weakens pale colours more than strong ones.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#vibrance',
  params: z.strictObject({
    intensity: decimal({ unit: 'factor', min: -2, max: 2, decimals: 3, description: 'above 0 strengthens' }),
  }),
  sample: (random, _facts, level) => ({ intensity: random.sign() * random.decimal(ranges(level), 3) }),
  lower: (_facts, { intensity }) => ({
    video: [{ kind: 'colour', change: { type: 'vibrance', intensity } }],
  }),
  intensity: ({ intensity }) => intensityOf(intensity, 2),
});
