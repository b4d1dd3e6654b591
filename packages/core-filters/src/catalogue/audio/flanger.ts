import { z } from 'zod';
import { decimal, integer } from '../../parameters.ts';
import { wholeRangesByLevel } from '../level.ts';
import { intensityOf, needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = wholeRangesByLevel({ light: [10, 25], medium: [25, 60], strong: [70, 100] });

/** Adds the audio to itself with a sweeping short delay, as a passing jet does. */
export const flanger = defineTransformation({
  name: 'flanger',
  layer: 'audio',
  summary: 'Adds the audio to itself with a sweeping short delay, as a passing jet does.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#flanger',
  params: z.strictObject({
    depth: decimal({
      unit: 'milliseconds',
      min: 0.2,
      max: 10,
      decimals: 1,
      description: 'how far the delay sweeps',
    }),
    speed: decimal({ unit: 'Hz', min: 0.1, max: 10, decimals: 2, description: 'sweeps a second' }),
    mix: integer({ unit: 'percent', min: 2, max: 100, description: 'loudness of the delayed sound' }),
  }),
  impossible: needsAudio,
  sample: (random, _facts, level) => ({
    depth: random.decimal([1, 4], 1),
    speed: random.decimal([0.2, 1], 2),
    mix: random.integer(ranges(level)),
  }),
  lower: (_facts, { depth, speed, mix }) => ({
    audio: [{ name: 'flanger', options: { delay: 0, depth, speed, width: mix } }],
  }),
  intensity: ({ mix }) => intensityOf(mix, 100),
});
