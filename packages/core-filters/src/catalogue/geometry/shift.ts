import { z } from 'zod';
import { colour, decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.004, 0.01], medium: [0.02, 0.08], strong: [0.08, 0.25] });

/** Moves the picture inside the same frame. */
export const shift = defineTransformation({
  name: 'shift',
  layer: 'geometry',
  hashDistance: { least: 17, light: 34, medium: 116, strong: 112 },
  summary: 'Moves the picture sideways and up or down; the frame keeps its size.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#pad-1',
  params: z.strictObject({
    x: decimal({
      unit: 'fraction of the width',
      min: -0.5,
      max: 0.5,
      decimals: 3,
      description: 'to the right',
    }),
    y: decimal({
      unit: 'fraction of the height',
      min: -0.5,
      max: 0.5,
      decimals: 3,
      description: 'downwards',
    }),
    colour: colour({ description: 'colour of the edge that becomes free' }),
  }),
  impossible: facts => needsPixels(facts, 32),
  sample: (random, _facts, level) => ({
    x: random.sign() * random.decimal(ranges(level), 3),
    y: random.sign() * random.decimal(ranges(level), 3),
    colour: '000000',
  }),
  lower(facts, { x, y, colour: fill }) {
    const { width, height } = facts.video;
    const right = 2 * Math.round((width * x) / 2);
    const down = 2 * Math.round((height * y) / 2);
    const padded = { width: width + Math.abs(right), height: height + Math.abs(down) };
    const at = { x: Math.max(0, right), y: Math.max(0, down) };
    const from = { x: Math.max(0, -right), y: Math.max(0, -down) };
    return {
      video: [
        { kind: 'geometry', geometry: { type: 'pad', ...padded, ...at }, fill },
        { kind: 'geometry', geometry: { type: 'crop', width, height, ...from }, fill: null },
      ],
    };
  },
  intensity: ({ x, y }) => intensityOf(Math.abs(x) + Math.abs(y), 1),
});
