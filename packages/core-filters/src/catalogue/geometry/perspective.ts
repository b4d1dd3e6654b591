import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.002, 0.006], medium: [0.01, 0.05], strong: [0.04, 0.12] });
const inset = (corner: string): ReturnType<typeof decimal> =>
  decimal({
    unit: 'fraction of the side',
    min: 0,
    max: 0.3,
    decimals: 3,
    description: `inset of the ${corner}`,
  });

/** Shows a slightly slanted quadrilateral of the picture as the whole frame. */
export const perspective = defineTransformation({
  name: 'perspective',
  layer: 'geometry',
  hashDistance: { least: 6, light: 12, medium: 61, strong: 116 },
  summary: 'Stretches a slanted quadrilateral of the picture over the whole frame.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#perspective',
  params: z.strictObject({
    topLeft: inset('top left corner, along both sides'),
    topRight: inset('top right corner, along both sides'),
    bottomLeft: inset('bottom left corner, along both sides'),
    bottomRight: inset('bottom right corner, along both sides'),
  }),
  impossible: facts => needsPixels(facts, 32),
  sample(random, _facts, level) {
    const corner = (): number => random.decimal(ranges(level), 3);
    return { topLeft: corner(), topRight: corner(), bottomLeft: corner(), bottomRight: corner() };
  },
  lower(facts, { topLeft, topRight, bottomLeft, bottomRight }) {
    const { width, height } = facts.video;
    const corners = [
      [width * topLeft, height * topLeft],
      [width * (1 - topRight), height * topRight],
      [width * bottomLeft, height * (1 - bottomLeft)],
      [width * (1 - bottomRight), height * (1 - bottomRight)],
    ] as const;
    return { video: [{ kind: 'geometry', geometry: { type: 'perspective', corners }, fill: null }] };
  },
  intensity: corners => intensityOf(Math.max(...Object.values(corners)), 0.3),
});
