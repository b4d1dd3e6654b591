import { z } from 'zod';
import { drawAsset } from '../../assets/asset-facts.ts';
import { asset } from '../../assets/asset-parameter.ts';
import { generatedClips } from '../../generated-assets/generated-assets.ts';
import { decimal } from '../../parameters.ts';
import { windowOf } from '../geometry/window.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';
import { joinedWithClip } from './join-clip.ts';
import { drawingPlace } from './place.ts';

const sizes = rangesByLevel({ light: [0.07, 0.11], medium: [0.18, 0.28], strong: [0.35, 0.6] });

/** Shows a second clip in a small window over the picture. */
export const pictureInPicture = defineTransformation({
  name: 'picture_in_picture',
  layer: 'overlay',
  hashDistance: { least: 30, light: 39, medium: 58, strong: 71 },
  summary: 'Shows a second clip in a small window of the frame; a still picture is panned over.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#overlay-1',
  immovable: true,
  params: z.strictObject({
    asset: asset(['image', 'video'], { description: 'the second clip; it restarts when it ends' }),
    size: decimal({
      unit: 'fraction of the width and of the height',
      min: 0.05,
      max: 1,
      decimals: 3,
      description: 'size of the window',
    }),
    ...drawingPlace,
  }),
  assetKinds: ['image', 'video'],
  assets: params => [params.asset],
  impossible: facts => needsPixels(facts, 64),
  sample: (random, _facts, level, assets = generatedClips) => ({
    asset: drawAsset(random, assets, ['image', 'video']),
    size: random.decimal(sizes(level), 3),
    x: random.decimal([0, 1], 3),
    y: random.decimal([0, 1], 3),
  }),
  lower(facts, params) {
    const { width: w, height: h } = facts.video;
    const window = windowOf(facts.video, { width: w * params.size, height: h * params.size }, params);
    const { x, y } = window;
    const join = { name: 'overlay', options: { x, y, format: 'yuv420', shortest: 1 } };
    return { video: [joinedWithClip(facts, { asset: params.asset, size: window, join })] };
  },
  intensity: ({ size }) => intensityOf(size, 1),
});
