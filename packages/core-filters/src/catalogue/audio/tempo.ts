import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { roundTo } from '../../round-to.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsAudio, needsSeconds } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

/** How far audio and video are apart at the end, in seconds. */
const drifts = rangesByLevel({ light: [0.05, 0.1], medium: [0.1, 0.3], strong: [0.3, 0.6] });

/** Plays the audio alone faster or slower at the same pitch; the video stays, so the two drift apart. */
export const tempo = defineTransformation({
  name: 'tempo',
  layer: 'audio',
  summary:
    'Plays the audio alone faster or slower at the same pitch; the video stays, and the two drift apart.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#atempo',
  params: z.strictObject({
    factor: decimal({ unit: 'times', min: 0.5, max: 2, decimals: 5, description: 'above 1 is faster' }),
  }),
  impossible: facts => needsAudio(facts) ?? needsSeconds(facts, 1.5),
  sample: (random, facts, level) => {
    const drift = random.decimal(drifts(level), 2) / facts.durationSeconds;
    return { factor: roundTo(1 + random.sign() * Math.max(0.001, drift), 5) };
  },
  lower: (facts, { factor }) => {
    const end = roundTo(facts.durationSeconds, 6);
    return {
      audio: [
        { name: 'atempo', options: { tempo: factor } },
        { name: 'apad', options: { whole_dur: end } },
        { name: 'atrim', options: { end } },
      ],
    };
  },
  intensity: ({ factor }) => intensityOf(Math.log(factor), Math.log(2)),
});
