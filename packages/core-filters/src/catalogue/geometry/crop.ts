import { z } from 'zod';
import { withSize } from '../../facts/change-facts.ts';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';
import { type PictureWindow, windowOf, windowPlace } from './window.ts';

const ranges = rangesByLevel({ light: [0.975, 0.99], medium: [0.88, 0.97], strong: [0.6, 0.8] });
const params = z.strictObject({
  width: decimal({ unit: 'fraction of the width', min: 0.1, max: 1, decimals: 3, description: 'width kept' }),
  height: decimal({
    unit: 'fraction of the height',
    min: 0.1,
    max: 1,
    decimals: 3,
    description: 'height kept',
  }),
  ...windowPlace,
});

/** Keeps a rectangle of the picture; the frame becomes smaller. */
export const crop = defineTransformation({
  name: 'crop',
  layer: 'geometry',
  hashDistance: { least: 26, light: 34, medium: 78, strong: 112 },
  summary: 'Keeps a rectangle of the picture and drops the rest; the frame becomes smaller.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#crop',
  params,
  opposes: ['pad'],
  impossible: facts => needsPixels(facts, 32),
  sample: (random, _facts, level) => ({
    width: random.decimal(ranges(level), 3),
    height: random.decimal(ranges(level), 3),
    x: random.decimal([0, 1], 3),
    y: random.decimal([0, 1], 3),
  }),
  lower: (facts, wanted) => ({
    video: [{ kind: 'geometry', geometry: { type: 'crop', ...rectangle(facts, wanted) }, fill: null }],
  }),
  effect(facts, wanted) {
    const { width, height } = rectangle(facts, wanted);
    return { facts: withSize(facts, width, height) };
  },
  intensity: wanted => intensityOf(1 - wanted.width * wanted.height, 0.64),
});

function rectangle({ video }: MediaFacts, wanted: z.output<typeof params>): PictureWindow {
  const size = { width: video.width * wanted.width, height: video.height * wanted.height };
  return windowOf(video, size, wanted);
}
