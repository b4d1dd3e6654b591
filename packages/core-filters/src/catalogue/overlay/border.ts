import { z } from 'zod';
import { drawnFrame } from '../../ir/drawing.ts';
import { colour, decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.003, 0.006], medium: [0.01, 0.03], strong: [0.03, 0.1] });

/** Draws a frame over the edge of the picture. */
export const border = defineTransformation({
  name: 'border',
  layer: 'overlay',
  hashDistance: { least: 13, light: 13, medium: 38, strong: 60 },
  summary: 'Draws a frame over the edge of the picture; the size stays.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#drawbox',
  params: z.strictObject({
    thickness: decimal({
      unit: 'fraction of the shorter side',
      min: 0.002,
      max: 0.3,
      decimals: 3,
      description: 'width of the frame',
    }),
    colour: colour({ description: 'colour' }),
  }),
  impossible: facts => needsPixels(facts, 32),
  sample: (random, _facts, level) => ({
    thickness: random.decimal(ranges(level), 3),
    colour: random.pick(['000000', 'ffffff', '1c2833', '922b21', '1f618d']),
  }),
  lower(facts, { thickness, colour: fill }) {
    const { width, height } = facts.video;
    const pixels = Math.max(1, Math.round(Math.min(width, height) * thickness));
    return { video: [drawnFrame({ width, height }, pixels, fill)] };
  },
  intensity: ({ thickness }) => intensityOf(thickness, 0.3),
});
