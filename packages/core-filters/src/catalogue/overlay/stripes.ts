import { z } from 'zod';
import { drawnBoxes } from '../../ir/drawing.ts';
import { choice, colour, decimal, integer } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const widths = rangesByLevel({ light: [0.02, 0.06], medium: [0.05, 0.15], strong: [0.3, 0.6] });

/** Draws even stripes over the picture. */
export const stripes = defineTransformation({
  name: 'stripes',
  layer: 'overlay',
  hashDistance: { least: 4, light: 4, medium: 10, strong: 19 },
  summary: 'Draws even stripes, upright or lying, over the picture.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#drawbox',
  params: z.strictObject({
    count: integer({ unit: 'stripes', min: 1, max: 40, description: 'number' }),
    width: decimal({
      unit: 'fraction of the distance between two',
      min: 0.01,
      max: 0.95,
      decimals: 3,
      description: 'width of a stripe',
    }),
    direction: choice(['upright', 'lying'], { description: 'which way they run' }),
    colour: colour({ description: 'colour' }),
    opacity: decimal({
      unit: 'fraction',
      min: 0.05,
      max: 1,
      decimals: 2,
      description: '1 hides what is behind',
    }),
  }),
  impossible: facts => needsPixels(facts, 64),
  sample: (random, _facts, level) => ({
    count: random.integer([3, 12]),
    width: random.decimal(widths(level), 3),
    direction: random.pick(['upright', 'lying']),
    colour: random.pick(['ffffff', '000000', 'c0392b', '2e86c1']),
    opacity: random.decimal([0.3, 0.7], 2),
  }),
  lower({ video }, { count, width, direction, colour: paint, opacity }) {
    const along = direction === 'upright' ? video.width : video.height;
    const thickness = Math.max(1, Math.round((along / count) * width));
    const boxes = Array.from({ length: count }, (_, index) => {
      const at = Math.round((along * (index + 0.5)) / count - thickness / 2);
      return direction === 'upright'
        ? { x: at, y: 0, w: thickness, h: video.height }
        : { x: 0, y: at, w: video.width, h: thickness };
    });
    return { video: [drawnBoxes(boxes, paint, opacity)] };
  },
  intensity: ({ width, opacity }) => intensityOf(width * opacity, 1),
});
