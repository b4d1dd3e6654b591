import { z } from 'zod';
import { delayedAudio } from '../../graph/delayed-audio.ts';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.04, 0.08], medium: [0.08, 0.2], strong: [0.3, 0.7] });

/**
 * Milliseconds of silence that go through first and are cut off again: in its first five, ffmpeg 5.1's filter plays
 * uninitialised memory.
 */
const leadIn = 20;

/** Makes the pitch tremble. */
export const vibrato = defineTransformation({
  name: 'vibrato',
  layer: 'audio',
  summary: 'Makes the pitch tremble.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#vibrato',
  params: z.strictObject({
    frequency: decimal({ unit: 'Hz', min: 0.1, max: 20, decimals: 2, description: 'how often' }),
    depth: decimal({ unit: 'fraction', min: 0.01, max: 1, decimals: 2, description: 'how far' }),
  }),
  impossible: needsAudio,
  sample: (random, _facts, level) => ({
    frequency: random.decimal([2, 7], 2),
    depth: random.decimal(ranges(level), 2),
  }),
  lower: (_facts, { frequency, depth }) => ({
    audio: [
      ...delayedAudio(leadIn),
      { name: 'vibrato', options: { f: frequency, d: depth } },
      { name: 'atrim', options: { start: leadIn / 1000 } },
      { name: 'asetpts', options: { expr: 'PTS-STARTPTS' } },
    ],
  }),
  intensity: ({ depth }) => intensityOf(depth, 1),
});
