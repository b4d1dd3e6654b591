import { z } from 'zod';
import { integer } from '../../parameters.ts';
import { wholeRangesByLevel } from '../level.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = wholeRangesByLevel({ light: [2, 4], medium: [4, 9], strong: [15, 35] });

/** Adds noise that changes from frame to frame. */
export const filmGrain = defineTransformation({
  name: 'film_grain',
  layer: 'texture',
  hashDistance: { least: 3, light: 3, medium: 7, strong: 22 },
  summary: 'Adds noise that changes from frame to frame.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#noise',
  params: z.strictObject({
    strength: integer({ unit: 'of 255', min: 1, max: 100, description: 'amplitude' }),
    seed: integer({ unit: 'number', min: 0, max: 2_147_483_647, description: 'what the noise follows from' }),
  }),
  opposes: ['denoise'],
  immovable: true,
  sample: (random, _facts, level) => ({
    strength: random.integer(ranges(level)),
    seed: random.integer([0, 2_147_483_647]),
  }),
  lower: (_facts, { strength, seed }) => ({
    video: [
      {
        kind: 'opaque',
        filters: [{ name: 'noise', options: { all_seed: seed, all_strength: strength, all_flags: 't' } }],
      },
    ],
  }),
  intensity: ({ strength }) => intensityOf(strength, 100),
});
