import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { roundTo } from '../../round-to.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsStereo } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.1, 0.3], medium: [0.3, 0.7], strong: [0.8, 1] });

/** Moves left and right together or further apart. */
export const stereoWidth = defineTransformation({
  name: 'stereo_width',
  layer: 'audio',
  summary: 'Moves left and right together or further apart.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#pan-1',
  onlyByName: 'changes nothing where left and right are alike',
  params: z.strictObject({
    width: decimal({
      unit: 'times',
      min: 0,
      max: 3,
      decimals: 2,
      description: '0 is mono, above 1 is wider',
    }),
  }),
  impossible: needsStereo,
  sample: (random, _facts, level) => ({
    width: roundTo(1 + random.sign() * random.decimal(ranges(level), 2), 2),
  }),
  lower: (_facts, { width }) => {
    const same = roundTo((1 + width) / 2, 4);
    const other = roundTo((1 - width) / 2, 4);
    const args = `stereo|c0=${same}*c0+${other}*c1|c1=${other}*c0+${same}*c1`;
    return { audio: [{ name: 'pan', options: { args } }] };
  },
  intensity: ({ width }) => intensityOf(width - 1, 2),
});
