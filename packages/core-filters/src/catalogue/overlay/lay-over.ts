import type { AssetFacts } from '../../assets/asset-facts.ts';
import type { MediaFacts } from '../../facts/media-facts.ts';
import type { PictureOp } from '../../ir/picture-op.ts';
import { decimal } from '../../parameters.ts';
import { windowOf } from '../geometry/window.ts';

/** How large something is that keeps its own shape. */
export const overlaySize = decimal({
  unit: 'fraction of the shorter side',
  min: 0.02,
  max: 1,
  decimals: 3,
  description: 'longer side of what is laid over',
});

/** What says where and how a picture is laid over the frame. */
export interface LayOver {
  readonly asset: AssetFacts;
  /** Its longer side as a fraction of the frame's shorter one. */
  readonly size: number;
  /** 0 at the left, 1 at the right. */
  readonly x: number;
  /** 0 at the top, 1 at the bottom. */
  readonly y: number;
  readonly opacity: number;
}

/** Lays a whole picture, in its own shape, over the frame. */
export function laidOver({ video }: MediaFacts, { asset, size, x, y, opacity }: LayOver): PictureOp {
  const factor = (size * Math.min(video.width, video.height)) / Math.max(asset.width, asset.height);
  const window = windowOf(video, { width: asset.width * factor, height: asset.height * factor }, { x, y });
  return {
    kind: 'image',
    image: {
      sha256: asset.sha256,
      part: { x: 0, y: 0, w: asset.width, h: asset.height },
      place: { x: window.x, y: window.y, w: window.width, h: window.height },
      opacity,
      hole: null,
      colorSpace: video.colorSpace,
      frameRate: video.frameRate,
      frameCount: video.frameCount,
    },
  };
}
