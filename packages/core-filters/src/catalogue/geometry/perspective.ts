import { z } from 'zod';
import { decimal } from '../../parameters/parameters.ts';
import { roundTo } from '../../random/round-to.ts';
import { intensityOf } from '../intensity.ts';
import { needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = { light: [0.005, 0.02], medium: [0.01, 0.05], strong: [0.04, 0.12] } as const;
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
    const corner = (): number => random.decimal(ranges[level], 3);
    return { topLeft: corner(), topRight: corner(), bottomLeft: corner(), bottomRight: corner() };
  },
  plain(facts, { topLeft, topRight, bottomLeft, bottomRight }) {
    const { width, height } = facts.video;
    const x = (fraction: number): number => roundTo(width * fraction, 3);
    const y = (fraction: number): number => roundTo(height * fraction, 3);
    const corners = {
      x0: x(topLeft),
      y0: y(topLeft),
      x1: x(1 - topRight),
      y1: y(topRight),
      x2: x(bottomLeft),
      y2: y(1 - bottomLeft),
      x3: x(1 - bottomRight),
      y3: y(1 - bottomRight),
    };
    return {
      video: [{ name: 'perspective', options: { ...corners, sense: 'source', interpolation: 'linear' } }],
    };
  },
  intensity: corners => intensityOf(Math.max(...Object.values(corners)), 0.3),
});
