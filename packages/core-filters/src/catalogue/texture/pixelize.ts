import { z } from 'zod';
import { evenFloor } from '../../facts/change-facts.ts';
import { decimal } from '../../parameters/parameters.ts';
import { intensityOf } from '../intensity.ts';
import { needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = { light: [0.003, 0.004], medium: [0.003, 0.006], strong: [0.01, 0.03] } as const;

/** Replaces the picture by coarse blocks. */
export const pixelize = defineTransformation({
  name: 'pixelize',
  layer: 'texture',
  summary: 'Replaces the picture by square blocks of one colour.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#pixelize',
  params: z.strictObject({
    block: decimal({
      unit: 'fraction of the shorter side',
      min: 0.002,
      max: 0.2,
      decimals: 4,
      description: 'side of a block',
    }),
  }),
  opposes: ['sharpen', 'blur'],
  impossible: facts => needsPixels(facts, 64),
  sample: (random, _facts, level) => ({ block: random.decimal(ranges[level], 4) }),
  lower(facts, { block }) {
    const side = evenFloor(Math.max(2, Math.min(facts.video.width, facts.video.height) * block));
    return {
      video: [{ kind: 'opaque', filters: [{ name: 'pixelize', options: { width: side, height: side } }] }],
    };
  },
  intensity: ({ block }) => intensityOf(Math.sqrt(block), Math.sqrt(0.2)),
});
