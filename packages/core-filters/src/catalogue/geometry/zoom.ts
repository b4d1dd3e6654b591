import { z } from 'zod';
import { evenFloor } from '../../facts/change-facts.ts';
import { decimal } from '../../parameters/parameters.ts';
import { intensityOf } from '../intensity.ts';
import { needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = { light: [1.02, 1.05], medium: [1.05, 1.15], strong: [1.2, 1.6] } as const;

/** Enlarges the middle of the picture inside the same frame. */
export const zoom = defineTransformation({
  name: 'zoom',
  layer: 'geometry',
  summary: 'Enlarges the picture about a point; the frame keeps its size.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#scale-1',
  params: z.strictObject({
    factor: decimal({ unit: 'times', min: 1.01, max: 4, decimals: 3, description: 'magnification' }),
    x: decimal({
      unit: 'fraction of what is cut off',
      min: 0,
      max: 1,
      decimals: 3,
      description: 'share cut off on the left',
    }),
    y: decimal({
      unit: 'fraction of what is cut off',
      min: 0,
      max: 1,
      decimals: 3,
      description: 'share cut off at the top',
    }),
  }),
  impossible: facts => needsPixels(facts, 32),
  sample: (random, _facts, level) => ({
    factor: random.decimal(ranges[level], 3),
    x: random.decimal([0.2, 0.8], 3),
    y: random.decimal([0.2, 0.8], 3),
  }),
  lower(facts, { factor, x, y }) {
    const { width, height } = facts.video;
    const w = evenFloor(width / factor);
    const h = evenFloor(height / factor);
    const corner = { x: 2 * Math.floor(((width - w) * x) / 2), y: 2 * Math.floor(((height - h) * y) / 2) };
    return {
      video: [
        { kind: 'geometry', geometry: { type: 'crop', width: w, height: h, ...corner }, fill: null },
        { kind: 'geometry', geometry: { type: 'scale', width, height }, fill: null },
      ],
    };
  },
  intensity: ({ factor }) => intensityOf(factor - 1, 1),
});
