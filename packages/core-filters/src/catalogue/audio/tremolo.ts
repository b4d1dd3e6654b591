import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.1, 0.2], medium: [0.2, 0.5], strong: [0.6, 0.95] });

/** Makes the loudness tremble. */
export const tremolo = defineTransformation({
  name: 'tremolo',
  layer: 'audio',
  summary: 'Makes the loudness tremble.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#tremolo',
  params: z.strictObject({
    frequency: decimal({ unit: 'Hz', min: 0.1, max: 20, decimals: 2, description: 'how often' }),
    depth: decimal({ unit: 'fraction', min: 0.02, max: 1, decimals: 2, description: 'how far' }),
  }),
  impossible: needsAudio,
  sample: (random, _facts, level) => ({
    frequency: random.decimal([2, 8], 2),
    depth: random.decimal(ranges(level), 2),
  }),
  lower: (_facts, { frequency, depth }) => ({
    audio: [{ name: 'tremolo', options: { f: frequency, d: depth } }],
  }),
  intensity: ({ depth }) => intensityOf(depth, 1),
});
