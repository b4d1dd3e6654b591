import type { Box } from '../ir/drawing.ts';
import type { Size } from '../ir/geometry.ts';

/** The largest part in the middle of a picture that has the shape of a target, in whole pixels. */
export function coveringPart(picture: Size, target: Size): Box {
  const w = Math.min(picture.width, Math.max(1, Math.round((picture.height * target.width) / target.height)));
  const h = Math.min(picture.height, Math.max(1, Math.round((picture.width * target.height) / target.width)));
  return { x: Math.floor((picture.width - w) / 2), y: Math.floor((picture.height - h) / 2), w, h };
}
