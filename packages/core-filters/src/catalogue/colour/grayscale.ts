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
  lower: () => ({ video: [{ kind: 'colour', change: { type: 'chroma', degrees: 0, saturation: 0 } }] }),
  intensity: () => 60,
});
