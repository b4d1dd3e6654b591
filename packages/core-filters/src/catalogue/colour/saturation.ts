import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.08, 0.2], medium: [0.15, 0.45], strong: [0.5, 0.9] });

/** Makes colours stronger or paler. */
export const saturation = defineTransformation({
  name: 'saturation',
  layer: 'colour',
  summary: 'Makes colours stronger or paler.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#hue',
  params: z.strictObject({
    factor: decimal({
      unit: 'times',
      min: 0,
      max: 3,
      decimals: 3,
      description: 'distance of a colour from grey',
    }),
  }),
  opposes: ['vibrance'],
  sample: (random, _facts, level) => ({ factor: 1 + random.sign() * random.decimal(ranges(level), 3) }),
  lower: (_facts, { factor }) => ({
    video: [{ kind: 'colour', change: { type: 'chroma', degrees: 0, saturation: factor } }],
  }),
  intensity: ({ factor }) => intensityOf(factor - 1, 1),
});
