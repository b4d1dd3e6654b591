import { z } from 'zod';
import { drawAsset } from '../../assets/asset-facts.ts';
import { asset } from '../../assets/asset-parameter.ts';
import { generatedClips } from '../../generated-assets/generated-assets.ts';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';
import { filledBy } from './filled-by.ts';
import { joinedWithClip } from './join-clip.ts';

const shares = rangesByLevel({ light: [0.02, 0.05], medium: [0.1, 0.2], strong: [0.3, 0.5] });

/** Lets another clip shine through the picture. */
export const blend = defineTransformation({
  name: 'blend',
  layer: 'overlay',
  hashDistance: { least: 8, light: 10, medium: 29, strong: 40 },
  summary: 'Lets another clip or a still picture shine through the whole picture.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#blend-1',
  params: z.strictObject({
    asset: asset(['image', 'video'], { description: 'the other clip; it restarts when it ends' }),
    share: decimal({
      unit: 'fraction',
      min: 0.02,
      max: 0.95,
      decimals: 2,
      description: 'share of the other clip in each pixel',
    }),
  }),
  assetKinds: ['image', 'video'],
  assets: params => [params.asset],
  sample: (random, _facts, level, assets = generatedClips) => ({
    asset: drawAsset(random, assets, ['image', 'video']),
    share: random.decimal(shares(level), 2),
  }),
  lower(facts, { asset: other, share }) {
    const { width, height } = facts.video;
    if (other.kind === 'image') {
      return { video: [filledBy(facts, other, { x: 0, y: 0, w: width, h: height }, { opacity: share })] };
    }
    const join = {
      name: 'blend',
      options: { all_mode: 'normal', all_opacity: 1 - share, shortest: 1 },
    };
    return { video: [joinedWithClip(facts, { asset: other, size: { width, height }, join })] };
  },
  intensity: ({ share }) => intensityOf(share, 1),
});
