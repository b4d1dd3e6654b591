import { z } from 'zod';
import { asset } from '../../assets/asset-parameter.ts';
import { generatedFaces } from '../../generated-assets/generated-assets.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';
import { laidOver, overlaySize } from './lay-over.ts';
import { drawingPlace } from './place.ts';

const sizes = rangesByLevel({ light: [0.05, 0.08], medium: [0.12, 0.22], strong: [0.3, 0.6] });

/** Lays an emoji over a part of the frame. */
export const emoji = defineTransformation({
  name: 'emoji',
  layer: 'overlay',
  hashDistance: { least: 14, light: 17, medium: 46, strong: 73 },
  summary: 'Lays an emoji, one of the generated faces or any picture, over a part of the frame.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#overlay-1',
  params: z.strictObject({
    asset: asset(['image'], { description: 'the emoji; its transparency counts' }),
    size: overlaySize,
    ...drawingPlace,
  }),
  assets: params => [params.asset],
  impossible: facts => needsPixels(facts, 32),
  sample: (random, _facts, level) => ({
    asset: random.pick(generatedFaces).facts,
    size: random.decimal(sizes(level), 3),
    x: random.decimal([0, 1], 3),
    y: random.decimal([0, 1], 3),
  }),
  lower: (facts, params) => ({ video: [laidOver(facts, { ...params, opacity: 1 })] }),
  intensity: ({ size }) => intensityOf(size, 1),
});
