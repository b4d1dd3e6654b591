import { z } from 'zod';
import { choice, decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.005, 0.015], medium: [0.03, 0.1], strong: [0.1, 0.3] });
const quartic = rangesByLevel({ light: [0, 0.003], medium: [0, 0.02], strong: [0, 0.05] });

/** Bends straight lines as a wide-angle lens does. */
export const lensDistortion = defineTransformation({
  name: 'lens_distortion',
  layer: 'geometry',
  hashDistance: { least: 8, light: 15, medium: 47, strong: 80 },
  summary: 'Bends straight lines outwards or inwards, as a wide-angle lens does.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#lenscorrection',
  params: z.strictObject({
    k1: decimal({
      unit: 'coefficient',
      min: -0.5,
      max: 0.5,
      decimals: 3,
      description: 'quadratic term of the radius',
    }),
    k2: decimal({
      unit: 'coefficient',
      min: -0.5,
      max: 0.5,
      decimals: 3,
      description: 'fourth-order term of the radius',
    }),
    interpolation: choice(['nearest', 'bilinear'], {
      description: 'what a pixel between pixels shows in a plain graph; a compiled one is finer than nearest',
    }),
  }),
  impossible: facts => needsPixels(facts, 32),
  sample: (random, _facts, level) => ({
    k1: random.sign() * random.decimal(ranges(level), 3),
    k2: random.sign() * random.decimal(quartic(level), 3),
    interpolation: 'nearest' as const,
  }),
  lower: (_facts, params) => ({
    // What bends outwards leaves corners free.
    video: [
      {
        kind: 'geometry',
        geometry: { type: 'lens', ...params },
        fill: Math.max(params.k1, params.k2) > 0 ? '000000' : null,
      },
    ],
  }),
  intensity: ({ k1, k2 }) => intensityOf(Math.abs(k1) + Math.abs(k2), 1),
});
