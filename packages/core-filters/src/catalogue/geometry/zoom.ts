import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';
import { windowOf, windowPlace } from './window.ts';

const ranges = rangesByLevel({ light: [1.01, 1.02], medium: [1.05, 1.15], strong: [1.2, 1.6] });

/** Enlarges the middle of the picture inside the same frame. */
export const zoom = defineTransformation({
  name: 'zoom',
  layer: 'geometry',
  hashDistance: { least: 23, light: 26, medium: 90, strong: 116 },
  summary: 'Enlarges the picture about a point; the frame keeps its size.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#scale-1',
  params: z.strictObject({
    factor: decimal({ unit: 'times', min: 1.01, max: 4, decimals: 3, description: 'magnification' }),
    ...windowPlace,
  }),
  impossible: facts => needsPixels(facts, 32),
  sample: (random, _facts, level) => ({
    factor: random.decimal(ranges(level), 3),
    x: random.decimal([0.2, 0.8], 3),
    y: random.decimal([0.2, 0.8], 3),
  }),
  lower(facts, { factor, x, y }) {
    const { width, height } = facts.video;
    const seen = windowOf(facts.video, { width: width / factor, height: height / factor }, { x, y });
    return {
      video: [
        { kind: 'geometry', geometry: { type: 'crop', ...seen }, fill: null },
        { kind: 'geometry', geometry: { type: 'scale', width, height }, fill: null },
      ],
    };
  },
  intensity: ({ factor }) => intensityOf(factor - 1, 1),
});
