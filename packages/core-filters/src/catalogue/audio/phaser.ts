import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.1, 0.2], medium: [0.2, 0.45], strong: [0.5, 0.7] });

/** Lets notches wander through the spectrum of the audio. */
export const phaser = defineTransformation({
  name: 'phaser',
  layer: 'audio',
  summary: 'Lets notches wander through the spectrum of the audio.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#aphaser',
  params: z.strictObject({
    decay: decimal({
      unit: 'fraction',
      min: 0.05,
      max: 0.9,
      decimals: 2,
      description: 'depth of the notches',
    }),
    speed: decimal({ unit: 'Hz', min: 0.1, max: 2, decimals: 2, description: 'how fast they wander' }),
  }),
  impossible: needsAudio,
  sample: (random, _facts, level) => ({
    decay: random.decimal(ranges(level), 2),
    speed: random.decimal([0.2, 1], 2),
  }),
  lower: (_facts, { decay, speed }) => ({
    audio: [{ name: 'aphaser', options: { in_gain: 0.6, out_gain: 0.9, delay: 3, decay, speed } }],
  }),
  intensity: ({ decay }) => intensityOf(decay, 0.9),
});
