import type { AssetFacts } from '../../assets/asset-facts.ts';
import type { MediaFacts } from '../../facts/media-facts.ts';
import type { Box } from '../../ir/geometry.ts';
import type { PictureOp } from '../../ir/picture-op.ts';
import { coveringPart } from '../../ir/placed-image.ts';

/** A still picture that fills a place, cut to its shape, with a hole or without. */
export function filledBy(
  { video }: MediaFacts,
  asset: AssetFacts,
  place: Box,
  { opacity = 1, hole = null }: { readonly opacity?: number; readonly hole?: Box | null } = {},
): PictureOp {
  const part = coveringPart(asset, { width: place.w, height: place.h });
  const { colorSpace, frameRate, frameCount } = video;
  return {
    kind: 'image',
    image: { sha256: asset.sha256, part, place, opacity, hole, colorSpace, frameRate, frameCount },
  };
}
