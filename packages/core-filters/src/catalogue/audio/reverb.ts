import { z } from 'zod';
import { decimal, integer } from '../../parameters.ts';
import { roundTo } from '../../round-to.ts';
import { rangesByLevel, wholeRangesByLevel } from '../level.ts';
import { intensityOf, needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

/** When the echoes come, in times of the first: no two together, as from walls that are not alike. */
const echoes = [1, 1.37, 1.83, 2.41, 3.19];
const rooms = wholeRangesByLevel({ light: [15, 30], medium: [25, 60], strong: [60, 150] });
const decays = rangesByLevel({ light: [0.1, 0.2], medium: [0.2, 0.35], strong: [0.4, 0.6] });

/** Adds the echoes of a room. */
export const reverb = defineTransformation({
  name: 'reverb',
  layer: 'audio',
  summary: 'Adds the echoes of a room.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#aecho',
  params: z.strictObject({
    room: integer({ unit: 'milliseconds', min: 10, max: 300, description: 'time to the first echo' }),
    decay: decimal({
      unit: 'fraction',
      min: 0.05,
      max: 0.8,
      decimals: 2,
      description: 'loudness of the first echo',
    }),
  }),
  impossible: needsAudio,
  sample: (random, _facts, level) => ({
    room: random.integer(rooms(level)),
    decay: random.decimal(decays(level), 2),
  }),
  lower: (_facts, { room, decay }) => ({
    audio: [
      {
        name: 'aecho',
        options: {
          in_gain: 0.8,
          out_gain: 0.8,
          delays: echoes.map(times => `${Math.round(room * times)}`).join('|'),
          decays: echoes.map((_, index) => `${roundTo(decay * 0.7 ** index, 4)}`).join('|'),
        },
      },
    ],
  }),
  intensity: ({ room, decay }) => intensityOf(decay * Math.log(room), 0.8 * Math.log(300)),
});
