import { z } from 'zod';
import { drawAsset } from '../../assets/asset-facts.ts';
import { asset } from '../../assets/asset-parameter.ts';
import { generatedLogos } from '../../generated-assets/generated-assets.ts';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';
import { laidOver, overlaySize } from './lay-over.ts';
import { drawingPlace } from './place.ts';

const sizes = rangesByLevel({ light: [0.05, 0.08], medium: [0.1, 0.2], strong: [0.25, 0.45] });

/** Lays a picture, such as a logo, over a part of the frame. */
export const imageOverlay = defineTransformation({
  name: 'image_overlay',
  layer: 'overlay',
  hashDistance: { least: 14, light: 14, medium: 42, strong: 64 },
  summary: 'Lays a picture, such as a logo, over a part of the frame; its shape is kept.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#overlay-1',
  params: z.strictObject({
    asset: asset(['image'], { description: 'the picture; its transparency counts' }),
    size: overlaySize,
    ...drawingPlace,
    opacity: decimal({
      unit: 'fraction',
      min: 0.05,
      max: 1,
      decimals: 2,
      description: '1 shows the picture as it is',
    }),
  }),
  assetKinds: ['image'],
  assets: params => [params.asset],
  impossible: facts => needsPixels(facts, 32),
  sample: (random, _facts, level, assets = generatedLogos.map(({ facts }) => facts)) => ({
    asset: drawAsset(random, assets, ['image']),
    size: random.decimal(sizes(level), 3),
    x: random.decimal([0, 1], 3),
    y: random.decimal([0, 1], 3),
    opacity: random.decimal([0.7, 1], 2),
  }),
  lower: (facts, params) => ({ video: [laidOver(facts, params)] }),
  intensity: ({ size, opacity }) => intensityOf(size * opacity, 1),
});
