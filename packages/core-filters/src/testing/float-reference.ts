import { drawnColour } from '../compile/paint.ts';
import type { Filter } from '../graph/filter-graph.ts';
import { colourFunction } from '../ir/colour/colour-change.ts';
import { lumaWeights, type Yuv } from '../ir/colour/colour-matrix.ts';
import { type Size, sizeAfter, warpStepOf } from '../ir/geometry.ts';
import type { Layer, PictureOp } from '../ir/picture-op.ts';
import { placeBefore } from '../ir/warp.ts';

/** A picture in real numbers: the colour at any point, in pixels from the centre of the first one. */
export type FloatPicture = (x: number, y: number) => Yuv;

/** The first frame of raw 8-bit 4:2:0, linear between its samples. */
export function floatPicture(frame: Uint8Array, { width, height }: Size): FloatPicture {
  const plane = (start: number, half: boolean): ((x: number, y: number) => number) => {
    const [w, h] = half ? [width / 2, height / 2] : [width, height];
    const at = (x: number, y: number): number => {
      const [column, row] = [Math.min(w - 1, Math.max(0, x)), Math.min(h - 1, Math.max(0, y))];
      return frame[start + row * w + column] ?? 0;
    };
    return (x, y) => {
      const [px, py] = half ? [(x - 0.5) / 2, (y - 0.5) / 2] : [x, y];
      const [left, top] = [Math.floor(px), Math.floor(py)];
      const between = (row: number): number => mix(at(left, row), at(left + 1, row), px - left);
      return mix(between(top), between(top + 1), py - top);
    };
  };
  const area = width * height;
  const planes = [plane(0, false), plane(area, true), plane((area * 5) / 4, true)] as const;
  return (x, y) => [planes[0](x, y), planes[1](x, y), planes[2](x, y)];
}

/**
 * What ops make of a picture when nothing is rounded between them and each point is looked up in the source once: what
 * both the plain and the compiled graph come near to. Right for the luma; of the ops, those that the tests need.
 */
export function floatReference(ops: readonly PictureOp[], source: FloatPicture, start: Size): FloatPicture {
  let [picture, size] = [source, start];
  for (const op of ops) {
    picture = after(op, picture, size);
    if (op.kind === 'geometry') size = sizeAfter(op.geometry, size);
  }
  return picture;
}

function after(op: PictureOp, picture: FloatPicture, size: Size): FloatPicture {
  switch (op.kind) {
    case 'geometry': {
      const warp = [warpStepOf(op.geometry, size)];
      const fill = drawnColour(op.fill ?? '000000');
      return (x, y) => {
        const [px, py] = placeBefore(warp, [x, y]);
        const inside = px > -0.5 && py > -0.5 && px < size.width - 0.5 && py < size.height - 0.5;
        return inside ? picture(px, py) : fill;
      };
    }
    case 'colour': {
      const change = colourFunction(op.change, lumaWeights('unknown'));
      return (x, y) => change(picture(x, y));
    }
    case 'kernel':
      if (op.kernel.type === 'sharpen') break;
      return blurred(picture, op.kernel.sigma);
    case 'mask':
      return vignetted(picture, Number(op.filter.options['angle']), size);
    case 'drawing':
      return op.layers.reduce((below, layer) => drawn(below, layer), picture);
    case 'image':
    case 'time':
    case 'splice':
    case 'opaque':
      break;
  }
  throw new Error(`there is no reference for ${op.kind}`);
}

/** @see https://ffmpeg.org/ffmpeg-filters.html#gblur - one step of it: an exponential to both sides, in rows and columns. */
function blurred(picture: FloatPicture, sigma: number): FloatPicture {
  const lambda = sigma ** 2 / 2;
  const ratio = (1 + 2 * lambda - Math.sqrt(1 + 4 * lambda)) / (2 * lambda);
  const offsets = [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5];
  const total = offsets.reduce((sum, offset) => sum + ratio ** Math.abs(offset), 0);
  const along =
    (of: FloatPicture, dx: number, dy: number): FloatPicture =>
    (x, y) => {
      const sum = [0, 0, 0];
      for (const offset of offsets) {
        const weight = ratio ** Math.abs(offset) / total;
        for (const [index, value] of of(x + offset * dx, y + offset * dy).entries())
          sum[index] = (sum[index] ?? 0) + weight * value;
      }
      return sum as unknown as Yuv;
    };
  return along(along(picture, 1, 0), 0, 1);
}

/** @see https://ffmpeg.org/ffmpeg-filters.html#vignette-1 */
function vignetted(picture: FloatPicture, angle: number, { width, height }: Size): FloatPicture {
  return (x, y) => {
    const distance = Math.hypot(x - width / 2, y - height / 2) / Math.hypot(width / 2, height / 2);
    const gain = distance > 1 ? 0 : Math.cos(angle * distance) ** 4;
    const [luma, u, v] = picture(x, y);
    return [gain * luma, mix(127, u, gain), mix(127, v, gain)];
  };
}

function drawn(picture: FloatPicture, { colour, opacity, draw }: Layer): FloatPicture {
  const paint = drawnColour(colour);
  return (x, y) => {
    const below = picture(x, y);
    if (!draw.some(filter => covers(filter, x, y))) return below;
    return [0, 1, 2].map(index => mix(below[index] ?? 0, paint[index] ?? 0, opacity)) as unknown as Yuv;
  };
}

/** Whether a pixel's centre lies in a filled box. */
function covers({ name, options }: Filter, x: number, y: number): boolean {
  if (name !== 'drawbox') throw new Error(`there is no reference for ${name}`);
  const side = (of: 'x' | 'y' | 'w' | 'h'): number => Number(options[of]);
  const [column, row] = [x + 0.5 - side('x'), y + 0.5 - side('y')];
  return column >= 0 && row >= 0 && column < side('w') && row < side('h');
}

function mix(from: number, to: number, share: number): number {
  return from + share * (to - from);
}
