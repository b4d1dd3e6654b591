import type { Filter } from '../graph/filter-graph.ts';
import { roundTo } from '../round-to.ts';
import { fromCorners, type Matrix, type Point } from './matrix.ts';
import type { WarpStep } from './warp.ts';

/** A rectangle in pixels from the top left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** One change of the picture's geometry, as one of ffmpeg's filters does it. */
export type Geometry =
  | {
      readonly type: 'crop';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    }
  | { readonly type: 'scale'; readonly width: number; readonly height: number }
  | { readonly type: 'mirror' }
  | {
      readonly type: 'pad';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    }
  /** Clockwise about the centre. */
  | { readonly type: 'rotate'; readonly radians: number }
  | { readonly type: 'shear'; readonly x: number; readonly y: number }
  /** The corners of the picture that become the corners of the frame: top left, top right, bottom left, bottom right. */
  | { readonly type: 'perspective'; readonly corners: readonly [Point, Point, Point, Point] }
  /** Bends lines about the centre by the second and the fourth power of the distance, in half diagonals. */
  | {
      readonly type: 'lens';
      readonly k1: number;
      readonly k2: number;
      readonly interpolation: 'nearest' | 'bilinear';
    };

/** The size of the picture after a change. */
export function sizeAfter(geometry: Geometry, before: Size): Size {
  switch (geometry.type) {
    case 'crop':
    case 'scale':
    case 'pad':
      return { width: geometry.width, height: geometry.height };
    case 'mirror':
    case 'rotate':
    case 'shear':
    case 'perspective':
    case 'lens':
      return before;
  }
}

/** Whether a change mixes neighbouring pixels, as opposed to moving whole ones. */
export function resamples(geometry: Geometry): boolean {
  switch (geometry.type) {
    case 'crop':
    case 'mirror':
    case 'pad':
      return false;
    case 'lens':
      return geometry.interpolation !== 'nearest';
    case 'scale':
    case 'rotate':
    case 'shear':
    case 'perspective':
      return true;
  }
}

/** A change as a step of a warp. */
export function warpStepOf(geometry: Geometry, { width, height }: Size): WarpStep {
  if (geometry.type === 'lens') {
    const { k1, k2 } = geometry;
    return { type: 'lens', lens: { width, height, k1, k2 } };
  }
  return { type: 'homography', matrix: matrixOf(geometry, { width, height }) };
}

/** The matrix of a change that has one: from a pixel of the result to the pixel before it. */
function matrixOf(geometry: Exclude<Geometry, { type: 'lens' }>, { width, height }: Size): Matrix {
  switch (geometry.type) {
    case 'crop':
      return [1, 0, geometry.x, 0, 1, geometry.y, 0, 0, 1];
    case 'pad':
      return [1, 0, -geometry.x, 0, 1, -geometry.y, 0, 0, 1];
    case 'scale': {
      const [sx, sy] = [width / geometry.width, height / geometry.height];
      return [sx, 0, sx / 2 - 0.5, 0, sy, sy / 2 - 0.5, 0, 0, 1];
    }
    case 'mirror':
      return [-1, 0, width - 1, 0, 1, 0, 0, 0, 1];
    case 'rotate': {
      const [cos, sin] = [Math.cos(geometry.radians), Math.sin(geometry.radians)];
      const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
      return [cos, sin, cx - cos * cx - sin * cy, -sin, cos, cy + sin * cx - cos * cy, 0, 0, 1];
    }
    case 'shear':
      return [1, geometry.x, (-geometry.x * height) / 2, geometry.y, 1, (-geometry.y * width) / 2, 0, 0, 1];
    case 'perspective':
      return fromCorners(width, height, geometry.corners);
  }
}

/**
 * The filter that an ffmpeg user would write for a change.
 *
 * @param fill - colour of what becomes free, as ffmpeg reads it.
 */
export function geometryFilter(geometry: Geometry, fill: string): Filter {
  switch (geometry.type) {
    case 'crop': {
      const { width: w, height: h, x, y } = geometry;
      return { name: 'crop', options: { w, h, x, y, exact: 1 } };
    }
    case 'scale':
      return { name: 'scale', options: { w: geometry.width, h: geometry.height } };
    case 'mirror':
      return { name: 'hflip', options: {} };
    case 'pad': {
      const { width, height, x, y } = geometry;
      return { name: 'pad', options: { width, height, x, y, color: fill } };
    }
    case 'rotate':
      return { name: 'rotate', options: { angle: roundTo(geometry.radians, 9), fillcolor: fill } };
    case 'shear':
      return {
        name: 'shear',
        options: { shx: geometry.x, shy: geometry.y, fillcolor: fill, interp: 'bilinear' },
      };
    case 'perspective':
      return perspectiveFilter(geometry.corners);
    case 'lens': {
      const { k1, k2, interpolation: i } = geometry;
      return { name: 'lenscorrection', options: { k1, k2, i, fc: fill } };
    }
  }
}

/** The filter that shows a quadrilateral of the picture as the whole frame. */
function perspectiveFilter([[x0, y0], [x1, y1], [x2, y2], [x3, y3]]: readonly [
  Point,
  Point,
  Point,
  Point,
]): Filter {
  const corners = { x0, y0, x1, y1, x2, y2, x3, y3 };
  const rounded = Object.fromEntries(
    Object.entries(corners).map(([name, value]) => [name, roundTo(value, 4)]),
  );
  return { name: 'perspective', options: { ...rounded, sense: 'source', interpolation: 'linear' } };
}
