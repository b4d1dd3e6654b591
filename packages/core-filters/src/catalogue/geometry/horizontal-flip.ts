import { z } from 'zod';
import { defineTransformation } from '../transformation.ts';

/** Mirrors the picture left to right. */
export const horizontalFlip = defineTransformation({
  name: 'horizontal_flip',
  layer: 'geometry',
  hashDistance: { least: 18, light: 18, medium: 18, strong: 18 },
  turnsPicture: true,
  summary: 'Mirrors the picture left to right.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#hflip',
  params: z.strictObject({}),
  sample: () => ({}),
  lower: () => ({ video: [{ kind: 'geometry', geometry: { type: 'mirror' }, fill: null }] }),
  intensity: () => 50,
});
