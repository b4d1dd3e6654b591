import { z } from 'zod';
import { defineTransformation } from '../transformation.ts';

/** Removes all colour. */
export const grayscale = defineTransformation({
  name: 'grayscale',
  layer: 'colour',
  summary: 'Removes all colour.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#hue',
  params: z.strictObject({}),
  opposes: ['hue', 'saturation', 'vibrance'],
  sample: () => ({}),
  plain: () => ({ video: [{ name: 'hue', options: { s: 0 } }] }),
  intensity: () => 60,
});
