import { z } from 'zod';
import { drawAsset } from '../../assets/asset-facts.ts';
import { asset } from '../../assets/asset-parameter.ts';
import { evenFloor, withSize } from '../../facts/change-facts.ts';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { generatedClips } from '../../generated-assets/generated-assets.ts';
import type { Geometry, Size } from '../../ir/geometry.ts';
import { choice, decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation, type Transformation } from '../transformation.ts';
import { filledBy } from './filled-by.ts';
import { joinedWithClip } from './join-clip.ts';

const shares = rangesByLevel({ light: [0.02, 0.04], medium: [0.08, 0.16], strong: [0.3, 0.6] });

/** What differs between putting a clip beside the picture and below it. */
interface Direction {
  readonly name: 'hstack' | 'vstack';
  readonly side: 'width' | 'height';
  readonly summary: string;
  readonly order: readonly [first: string, last: string];
}

/** Puts another clip beside the picture. */
export const horizontalStack = stack({
  name: 'hstack',
  side: 'width',
  summary: 'Puts another clip beside the picture; the frame becomes wider.',
  order: ['left', 'right'],
});

/** Puts another clip above or below the picture. */
export const verticalStack = stack({
  name: 'vstack',
  side: 'height',
  summary: 'Puts another clip above or below the picture; the frame becomes higher.',
  order: ['above', 'below'],
});

function stack({ name, side, summary, order }: Direction): Transformation {
  const along = (at: number): { readonly x: number; readonly y: number } =>
    side === 'width' ? { x: at, y: 0 } : { x: 0, y: at };
  const sizes = (facts: MediaFacts, share: number): { readonly clip: Size; readonly frame: Size } => {
    const { width, height } = facts.video;
    const clip = { width, height, [side]: evenFloor(facts.video[side] * share) };
    return { clip, frame: { width, height, [side]: facts.video[side] + clip[side] } };
  };
  return defineTransformation({
    name,
    layer: 'overlay',
    hashDistance: { least: 36, light: 49, medium: 108, strong: 115 },
    summary,
    source: `https://ffmpeg.org/ffmpeg-filters.html#${name}-1`,
    params: z.strictObject({
      asset: asset(['image', 'video'], { description: 'the other clip; it restarts when it ends' }),
      share: decimal({
        unit: `fraction of the ${side}`,
        min: 0.02,
        max: 1,
        decimals: 3,
        description: `${side} of the other clip, whose other side is the picture's`,
      }),
      place: choice(['first', 'last'], { description: `${order[0]} or ${order[1]}` }),
    }),
    opposes: ['crop'],
    assetKinds: ['image', 'video'],
    assets: params => [params.asset],
    sample: (random, _facts, level, assets = generatedClips) => ({
      asset: drawAsset(random, assets, ['image', 'video']),
      share: random.decimal(shares(level), 3),
      place: random.pick(['first', 'last']),
    }),
    lower(facts, { asset: other, share, place }) {
      const { clip, frame } = sizes(facts, share);
      const clipFirst = place === 'first';
      if (other.kind === 'video') {
        const join = { name, options: { inputs: 2, shortest: 1 } };
        return { video: [joinedWithClip(facts, { asset: other, size: clip, join, clipFirst })] };
      }
      // A still picture beside the picture is a bar that is painted over.
      const bar: Geometry = { type: 'pad', ...frame, ...along(clipFirst ? clip[side] : 0) };
      const covered = { ...along(clipFirst ? 0 : facts.video[side]), w: clip.width, h: clip.height };
      return {
        video: [{ kind: 'geometry', geometry: bar, fill: '000000' }, filledBy(facts, other, covered)],
      };
    },
    effect: (facts, { share }) => {
      const { frame } = sizes(facts, share);
      return { facts: withSize(facts, frame.width, frame.height) };
    },
    intensity: ({ share }) => intensityOf(share, 1),
  });
}
