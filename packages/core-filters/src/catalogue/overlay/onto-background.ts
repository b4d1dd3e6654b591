import { z } from 'zod';
import { drawAsset } from '../../assets/asset-facts.ts';
import { asset } from '../../assets/asset-parameter.ts';
import { generatedClips } from '../../generated-assets/generated-assets.ts';
import { decimal } from '../../parameters.ts';
import { windowOf } from '../geometry/window.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';
import { filledBy } from './filled-by.ts';
import { joinedWithClip } from './join-clip.ts';
import { drawingPlace } from './place.ts';

const sizes = rangesByLevel({ light: [0.96, 0.99], medium: [0.78, 0.92], strong: [0.4, 0.65] });
const params = z.strictObject({
  asset: asset(['image', 'video'], { description: 'the background; a video restarts when it ends' }),
  size: decimal({
    unit: 'fraction of the width and of the height',
    min: 0.1,
    max: 0.99,
    decimals: 3,
    description: 'size of the picture on its background',
  }),
  ...drawingPlace,
});

/** Shrinks the picture and puts it on a background. */
export const ontoBackground = defineTransformation({
  name: 'onto_background',
  layer: 'overlay',
  hashDistance: { least: 36, light: 54, medium: 109, strong: 116 },
  summary: 'Shrinks the picture and puts it on a background, still or moving; the size of the frame stays.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#overlay-1',
  params,
  places: true,
  assetKinds: ['image', 'video'],
  assets: wanted => [wanted.asset],
  impossible: facts => needsPixels(facts, 64),
  sample: (random, _facts, level, assets = generatedClips) => ({
    asset: drawAsset(random, assets, ['image', 'video']),
    size: random.decimal(sizes(level), 3),
    x: random.decimal([0.2, 0.8], 3),
    y: random.decimal([0.2, 0.8], 3),
  }),
  lower(facts, { asset: background, size, x: left, y: top }) {
    const frame = { width: facts.video.width, height: facts.video.height };
    const small = { width: frame.width * size, height: frame.height * size };
    const { x, y, width, height } = windowOf(frame, small, { x: left, y: top });
    if (background.kind === 'video') {
      const prepare = [{ name: 'scale', options: { w: width, h: height } }];
      const join = { name: 'overlay', options: { x, y, format: 'yuv420', shortest: 1 } };
      return {
        video: [joinedWithClip(facts, { asset: background, size: frame, join, clipFirst: true, prepare })],
      };
    }
    const whole = { x: 0, y: 0, w: frame.width, h: frame.height };
    return {
      video: [
        { kind: 'geometry', geometry: { type: 'scale', width, height }, fill: null },
        { kind: 'geometry', geometry: { type: 'pad', ...frame, x, y }, fill: '000000' },
        filledBy(facts, background, whole, { hole: { x, y, w: width, h: height } }),
      ],
    };
  },
  intensity: ({ size }) => intensityOf(1 - size, 0.9),
});
