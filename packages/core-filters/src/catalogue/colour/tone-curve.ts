import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { roundTo } from '../../round-to.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.02, 0.04], medium: [0.03, 0.07], strong: [0.07, 0.12] });
const offset = (where: string): ReturnType<typeof decimal> =>
  decimal({
    unit: 'fraction of full scale',
    min: -0.15,
    max: 0.15,
    decimals: 3,
    description: `added to the ${where}`,
  });

/** Bends shadows and highlights by a smooth curve through fixed ends. */
export const toneCurve = defineTransformation({
  name: 'tone_curve',
  layer: 'colour',
  hashDistance: { least: 4, light: 4, medium: 6, strong: 11 },
  summary: 'Lifts or lowers shadows and highlights by a smooth curve with fixed ends.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#curves-1',
  params: z.strictObject({ shadows: offset('darker quarter'), highlights: offset('lighter quarter') }),
  sample: (random, _facts, level) => ({
    shadows: random.sign() * random.decimal(ranges(level), 3),
    highlights: random.sign() * random.decimal(ranges(level), 3),
  }),
  lower: (_facts, { shadows, highlights }) => ({
    video: [
      {
        kind: 'colour',
        change: {
          type: 'curve',
          points: [
            [0, 0],
            [0.25, roundTo(0.25 + shadows, 3)],
            [0.75, roundTo(0.75 + highlights, 3)],
            [1, 1],
          ],
        },
      },
    ],
  }),
  intensity: ({ shadows, highlights }) => intensityOf(Math.abs(shadows) + Math.abs(highlights), 0.3),
});
