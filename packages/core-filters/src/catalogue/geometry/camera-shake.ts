import { z } from 'zod';
import { evenFloor } from '../../facts/change-facts.ts';
import { rationalToNumber } from '../../facts/rational.ts';
import { countedTimes } from '../../graph/counted-times.ts';
import { decimal } from '../../parameters.ts';
import { roundTo } from '../../round-to.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const amounts = rangesByLevel({ light: [0.004, 0.01], medium: [0.01, 0.03], strong: [0.05, 0.12] });

/** How many sideways movements there are to one up and down: no whole number, so that the path does not repeat soon. */
const sidewaysPerUpright = 0.618;

/** Moves the picture about as a hand that holds a camera does. */
export const cameraShake = defineTransformation({
  name: 'camera_shake',
  layer: 'geometry',
  hashDistance: { least: 16, light: 20, medium: 23, strong: 66 },
  summary: 'Moves the picture about as a hand that holds a camera does; its edges are cut off.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#crop',
  immovable: true,
  params: z.strictObject({
    amount: decimal({
      unit: 'fraction of the sides',
      min: 0.002,
      max: 0.3,
      decimals: 4,
      description: 'room in which the picture moves',
    }),
    period: decimal({ unit: 'seconds', min: 0.1, max: 10, decimals: 2, description: 'time of one movement' }),
  }),
  impossible: facts => needsPixels(facts, 64),
  sample: (random, _facts, level) => ({
    amount: random.decimal(amounts(level), 4),
    period: random.decimal([0.3, 1.5], 2),
  }),
  lower({ video }, { amount, period }) {
    const { width, height } = video;
    const w = Math.min(width - 2, evenFloor(width * (1 - amount)));
    const h = Math.min(height - 2, evenFloor(height * (1 - amount)));
    const frames = Math.max(2, period * rationalToNumber(video.frameRate));
    // By whole samples of colour, which the crop of a 4:2:0 picture does anyhow: the same in every pixel format.
    const swing = (side: 'w' | 'h', turnFrames: number): string =>
      `2*floor((in_${side}-out_${side})/4*(1+sin(2*PI*n/${roundTo(turnFrames, 4)})))`;
    return {
      video: [
        {
          // What moves by the number of the frame must not change places with what changes that number.
          kind: 'splice',
          fragment: [
            ...countedTimes(video),
            {
              name: 'crop',
              options: { w, h, x: swing('w', frames / sidewaysPerUpright), y: swing('h', frames) },
            },
            { name: 'scale', options: { w: width, h: height } },
          ],
        },
      ],
    };
  },
  intensity: ({ amount }) => intensityOf(amount, 0.3),
});
