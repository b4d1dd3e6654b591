import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.1, 0.2], medium: [0.2, 0.5], strong: [0.6, 0.9] });

/** Adds a second voice, a little later and wavering. */
export const chorus = defineTransformation({
  name: 'chorus',
  layer: 'audio',
  summary: 'Adds a second voice, a little later and wavering.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#chorus',
  params: z.strictObject({
    delay: decimal({ unit: 'milliseconds', min: 20, max: 100, decimals: 1, description: 'how much later' }),
    mix: decimal({
      unit: 'fraction',
      min: 0.02,
      max: 1,
      decimals: 2,
      description: 'loudness of the second voice',
    }),
    depth: decimal({ unit: 'milliseconds', min: 0.2, max: 8, decimals: 1, description: 'how far it wavers' }),
  }),
  impossible: needsAudio,
  sample: (random, _facts, level) => ({
    delay: random.decimal([35, 60], 1),
    mix: random.decimal(ranges(level), 2),
    depth: random.decimal([1, 3], 1),
  }),
  lower: (_facts, { delay, mix, depth }) => ({
    audio: [
      {
        name: 'chorus',
        options: {
          in_gain: 0.7,
          out_gain: 0.9,
          delays: `${delay}`,
          decays: `${mix}`,
          speeds: '0.4',
          depths: `${depth}`,
        },
      },
    ],
  }),
  intensity: ({ mix }) => intensityOf(mix, 1),
});
