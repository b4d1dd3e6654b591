import { z } from 'zod';
import { colour, decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.2, 0.6], medium: [1.5, 6], strong: [6, 20] });

/** Turns the picture about its centre inside the same frame. */
export const rotate = defineTransformation({
  name: 'rotate',
  layer: 'geometry',
  hashDistance: { least: 6, light: 10, medium: 70, strong: 112 },
  summary: 'Turns the picture about its centre by an angle; the frame keeps its size.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#rotate',
  params: z.strictObject({
    degrees: decimal({ unit: 'degrees clockwise', min: -180, max: 180, decimals: 2, description: 'angle' }),
    colour: colour({ description: 'colour of the corners that become free' }),
  }),
  sample: (random, _facts, level) => ({
    degrees: random.sign() * random.decimal(ranges(level), 2),
    colour: '000000',
  }),
  lower: (_facts, { degrees, colour: fill }) => ({
    video: [{ kind: 'geometry', geometry: { type: 'rotate', radians: (degrees * Math.PI) / 180 }, fill }],
  }),
  intensity: ({ degrees }) => intensityOf(degrees, 180),
});
