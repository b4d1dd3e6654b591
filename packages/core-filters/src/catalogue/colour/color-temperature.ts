import { z } from 'zod';
import { integer } from '../../parameters.ts';
import { wholeRangesByLevel } from '../level.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const neutral = 6500;
const ranges = wholeRangesByLevel({ light: [300, 800], medium: [600, 1800], strong: [2000, 3500] });

/** Makes the light warmer or colder. */
export const colorTemperature = defineTransformation({
  name: 'color_temperature',
  layer: 'colour',
  hashDistance: { least: 3, light: 3, medium: 3, strong: 5 },
  summary: 'Makes the light of the scene warmer or colder.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#colortemperature',
  params: z.strictObject({
    kelvin: integer({
      unit: 'kelvin',
      min: 2000,
      max: 14_000,
      description: 'colour of the light; 6500 is neutral',
    }),
  }),
  sample(random, _facts, level) {
    const away = random.integer(ranges(level));
    // The same number of kelvins changes a cold light less than a warm one.
    return { kelvin: random.oneIn(2) ? neutral - away : neutral + 2 * away };
  },
  lower: (_facts, { kelvin }) => ({
    video: [{ kind: 'colour', change: { type: 'temperature', kelvin } }],
  }),
  intensity: ({ kelvin }) => intensityOf(1e6 / kelvin - 1e6 / neutral, 1e6 / 2000 - 1e6 / neutral),
});
