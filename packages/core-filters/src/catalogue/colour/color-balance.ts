import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { roundTo } from '../../round-to.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.03, 0.07], medium: [0.07, 0.15], strong: [0.15, 0.4] });
const amount = (colours: string): ReturnType<typeof decimal> =>
  decimal({
    unit: 'fraction of full scale',
    min: -1,
    max: 1,
    decimals: 3,
    description: `${colours} of the mid-tones`,
  });

/** Tints the mid-tones. */
export const colorBalance = defineTransformation({
  name: 'color_balance',
  layer: 'colour',
  hashDistance: { least: 1, light: 1, medium: 2, strong: 5 },
  summary: 'Tints the mid-tones towards or away from red, green and blue.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#colorbalance',
  params: z.strictObject({ red: amount('red'), green: amount('green'), blue: amount('blue') }),
  /** What goes to one colour is taken from the other two: the same for all three would be a brightness. */
  sample(random, _facts, level) {
    const given = random.sign() * random.decimal(ranges(level), 3);
    const taken = roundTo(-given * random.decimal([0.2, 0.8], 2), 3);
    const [red, green, blue] = random.shuffle([given, taken, roundTo(-given - taken, 3)]);
    return { red, green, blue };
  },
  lower: (_facts, { red, green, blue }) => ({
    video: [{ kind: 'colour', change: { type: 'balance', red, green, blue } }],
  }),
  intensity: ({ red, green, blue }) =>
    intensityOf(Math.max(Math.abs(red), Math.abs(green), Math.abs(blue)), 1),
});
