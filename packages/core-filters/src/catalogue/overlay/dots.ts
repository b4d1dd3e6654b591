import { z } from 'zod';
import { drawnBoxes } from '../../ir/drawing.ts';
import { colour, decimal, integer } from '../../parameters.ts';
import { randomStream } from '../../random-stream.ts';
import { rangesByLevel, wholeRangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const counts = wholeRangesByLevel({ light: [4, 8], medium: [12, 24], strong: [25, 50] });
const sizes = rangesByLevel({ light: [0.004, 0.008], medium: [0.01, 0.018], strong: [0.016, 0.03] });

/** Scatters small square dots over the picture. */
export const dots = defineTransformation({
  name: 'dots',
  layer: 'overlay',
  hashDistance: { least: 1, light: 1, medium: 19, strong: 34 },
  summary: 'Scatters small square dots over the picture.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#drawbox',
  params: z.strictObject({
    count: integer({ unit: 'dots', min: 1, max: 60, description: 'number' }),
    size: decimal({
      unit: 'fraction of the shorter side',
      min: 0.002,
      max: 0.1,
      decimals: 3,
      description: 'side of a dot',
    }),
    colour: colour({ description: 'colour' }),
    seed: integer({ unit: 'number', min: 0, max: 2_147_483_647, description: 'what the places follow from' }),
  }),
  impossible: facts => needsPixels(facts, 64),
  sample: (random, _facts, level) => ({
    count: random.integer(counts(level)),
    size: random.decimal(sizes(level), 3),
    colour: random.pick(['000000', 'ffffff', 'e74c3c', '2e86c1', '28b463']),
    seed: random.integer([0, 2_147_483_647]),
  }),
  lower(facts, { count, size, colour: fill, seed }) {
    const { width, height } = facts.video;
    const side = Math.max(1, Math.round(Math.min(width, height) * size));
    const places = randomStream({ for: 'dots', seed });
    const boxes = Array.from({ length: count }, () => ({
      x: places.integer([0, width - side]),
      y: places.integer([0, height - side]),
      w: side,
      h: side,
    }));
    return { video: [drawnBoxes(boxes, fill, 1)] };
  },
  intensity: ({ count, size }) => intensityOf(count * size, 1),
});
