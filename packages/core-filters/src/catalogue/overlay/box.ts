import { z } from 'zod';
import { drawnBoxes } from '../../ir/drawing.ts';
import { colour, decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';
import { drawingPlace } from './place.ts';

const ranges = rangesByLevel({ light: [0.02, 0.05], medium: [0.06, 0.16], strong: [0.15, 0.35] });

/** Covers a part of the picture with a translucent rectangle. */
export const box = defineTransformation({
  name: 'box',
  layer: 'overlay',
  hashDistance: { least: 12, light: 16, medium: 46, strong: 51 },
  summary: 'Covers a part of the picture with a translucent rectangle.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#drawbox',
  params: z.strictObject({
    width: decimal({ unit: 'fraction of the width', min: 0.01, max: 1, decimals: 3, description: 'width' }),
    height: decimal({
      unit: 'fraction of the height',
      min: 0.01,
      max: 1,
      decimals: 3,
      description: 'height',
    }),
    ...drawingPlace,
    colour: colour({ description: 'colour' }),
    opacity: decimal({
      unit: 'fraction',
      min: 0.05,
      max: 1,
      decimals: 2,
      description: '1 hides what is behind',
    }),
  }),
  sample: (random, _facts, level) => ({
    width: random.decimal(ranges(level), 3),
    height: random.decimal(ranges(level), 3),
    x: random.decimal([0, 1], 3),
    y: random.decimal([0, 1], 3),
    colour: random.pick(['000000', 'ffffff', 'c0392b', '2471a3', '229954', 'd4ac0d']),
    opacity: random.decimal([0.5, 0.9], 2),
  }),
  lower(facts, { width, height, x, y, colour: fill, opacity }) {
    const w = Math.max(1, Math.round(facts.video.width * width));
    const h = Math.max(1, Math.round(facts.video.height * height));
    const place = { x: Math.round((facts.video.width - w) * x), y: Math.round((facts.video.height - h) * y) };
    return { video: [drawnBoxes([{ ...place, w, h }], fill, opacity)] };
  },
  intensity: ({ width, height, opacity }) => intensityOf(width * height * opacity, 1),
});
