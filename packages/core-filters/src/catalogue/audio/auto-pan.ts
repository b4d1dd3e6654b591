import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsStereo } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.1, 0.25], medium: [0.25, 0.55], strong: [0.7, 1] });

/** Moves the audio to and fro between left and right. */
export const autoPan = defineTransformation({
  name: 'auto_pan',
  layer: 'audio',
  summary: 'Moves the audio to and fro between left and right.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#apulsator',
  params: z.strictObject({
    frequency: decimal({ unit: 'Hz', min: 0.05, max: 20, decimals: 2, description: 'how often' }),
    depth: decimal({ unit: 'fraction', min: 0.02, max: 1, decimals: 2, description: 'how far' }),
  }),
  impossible: needsStereo,
  sample: (random, _facts, level) => ({
    frequency: random.decimal([0.2, 2], 2),
    depth: random.decimal(ranges(level), 2),
  }),
  lower: (_facts, { frequency, depth }) => ({
    audio: [{ name: 'apulsator', options: { hz: frequency, amount: depth } }],
  }),
  intensity: ({ depth }) => intensityOf(depth, 1),
});
