import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.4, 0.8], medium: [0.6, 1.4], strong: [1.5, 4] });

/** Softens the picture. */
export const blur = defineTransformation({
  name: 'blur',
  layer: 'texture',
  hashDistance: { least: 1, light: 2, medium: 2, strong: 7 },
  summary: 'Softens the picture with a Gaussian.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#gblur',
  params: z.strictObject({
    sigma: decimal({ unit: 'pixels', min: 0.2, max: 30, decimals: 2, description: 'standard deviation' }),
  }),
  opposes: ['sharpen'],
  sample: (random, _facts, level) => ({ sigma: random.decimal(ranges(level), 2) }),
  lower: (_facts, { sigma }) => ({
    video: [{ kind: 'kernel', kernel: { type: 'blur', sigma } }],
  }),
  intensity: ({ sigma }) => intensityOf(Math.log1p(sigma), Math.log1p(30)),
});
