import { z } from 'zod';
import { evenFloor, withSize } from '../../facts/change-facts.ts';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { colour, decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.004, 0.01], medium: [0.02, 0.06], strong: [0.06, 0.2] });
const params = z.strictObject({
  x: decimal({
    unit: 'fraction of the width',
    min: 0,
    max: 0.5,
    decimals: 3,
    description: 'bar added on each side',
  }),
  y: decimal({
    unit: 'fraction of the height',
    min: 0,
    max: 0.5,
    decimals: 3,
    description: 'bar added above and below',
  }),
  colour: colour({ description: 'colour of the bars' }),
});

/** Adds bars around the picture; the frame becomes larger. */
export const pad = defineTransformation({
  name: 'pad',
  layer: 'geometry',
  hashDistance: { least: 0, light: 20, medium: 78, strong: 112 },
  summary: 'Adds bars around the picture; the frame becomes larger.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#pad-1',
  params,
  sample: (random, _facts, level) => ({
    x: random.decimal(ranges(level), 3),
    y: random.decimal(ranges(level), 3),
    colour: random.pick(['000000', '000000', 'ffffff', '1c2833', '7b241c']),
  }),
  lower(facts, wanted) {
    const { width, height, x, y } = frame(facts, wanted);
    return {
      video: [{ kind: 'geometry', geometry: { type: 'pad', width, height, x, y }, fill: wanted.colour }],
    };
  },
  effect(facts, wanted) {
    const { width, height } = frame(facts, wanted);
    return { facts: withSize(facts, width, height) };
  },
  intensity: wanted => intensityOf(wanted.x + wanted.y, 0.4),
});

function frame(
  facts: MediaFacts,
  wanted: z.output<typeof params>,
): Record<'width' | 'height' | 'x' | 'y', number> {
  const x = evenBar(facts.video.width * wanted.x);
  const y = evenBar(facts.video.height * wanted.y);
  return { width: facts.video.width + 2 * x, height: facts.video.height + 2 * y, x, y };
}

function evenBar(pixels: number): number {
  return pixels < 2 ? 0 : evenFloor(pixels);
}
