import { z } from 'zod';
import { integer } from '../../parameters.ts';
import { wholeRangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = wholeRangesByLevel({ light: [1, 2], medium: [2, 4], strong: [4, 12] });
const pixels = (plane: string): ReturnType<typeof integer> =>
  integer({
    unit: 'chroma pixels',
    min: -64,
    max: 64,
    description: `shift of the ${plane} plane to the right`,
  });

/** Moves the colour planes against the luma, as a bad cable does. */
export const chromaShift = defineTransformation({
  name: 'chroma_shift',
  layer: 'texture',
  summary: 'Moves the colour planes against the luma, which gives coloured edges.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#chromashift',
  params: z.strictObject({ blue: pixels('blue-difference'), red: pixels('red-difference') }),
  immovable: true,
  impossible: facts => needsPixels(facts, 64),
  sample(random, _facts, level) {
    const direction = random.sign();
    return {
      blue: direction * random.integer(ranges(level)),
      red: -direction * random.integer(ranges(level)),
    };
  },
  lower: (_facts, { blue, red }) => ({
    video: [{ kind: 'opaque', filters: [{ name: 'chromashift', options: { cbh: blue, crh: red } }] }],
  }),
  intensity: ({ blue, red }) => intensityOf(Math.max(Math.abs(blue), Math.abs(red)), 64),
});
