import type { Filter } from '../graph/filter-graph.ts';
import { perspectiveFilter, type Size } from '../ir/geometry.ts';
import { isAxisAligned, type Matrix, multiply, type Point, transform } from '../ir/matrix.ts';

/** Pixels of the result by which a cheap realisation may miss its place. */
const tolerance = 0.3;

/**
 * The cheapest filters for a warp: none, `hflip`, `vflip`, `crop`, `scale`, both, or one `perspective`. What lies outside the
 * picture before is undefined: whoever asks covers it.
 *
 * @param matrix - from a pixel of the result to the pixel before.
 */
export function realiseWarp(matrix: Matrix, before: Size, after: Size): readonly Filter[] {
  if (isAxisAligned(matrix)) {
    const scaled = normalised(matrix);
    if (scaled[0] < 0) {
      const mirror: Matrix = [-1, 0, after.width - 1, 0, 1, 0, 0, 0, 1];
      return [...realiseWarp(multiply(scaled, mirror), before, after), { name: 'hflip', options: {} }];
    }
    if (scaled[4] < 0) {
      const flip: Matrix = [1, 0, 0, 0, -1, after.height - 1, 0, 0, 1];
      return [...realiseWarp(multiply(scaled, flip), before, after), { name: 'vflip', options: {} }];
    }
    const cheap = scaleAndShift(scaled, before, after);
    if (cheap !== null) return cheap;
  }
  return generalWarp(matrix, before, after);
}

function normalised(matrix: Matrix): Matrix {
  return matrix.map(value => value / matrix[8]) as unknown as Matrix;
}

/** One axis of a warp without rotation: `pixel before = scale · pixel after + shift`, both at pixel edges. */
interface Axis {
  readonly scale: number;
  readonly shift: number;
  readonly before: number;
  readonly after: number;
}

/** A window of the picture before, scaled to a length, then placed in the result. */
interface Placement {
  readonly window: readonly [start: number, length: number];
  readonly scaled: number;
  /** Where the scaled window begins in the result; below 0 what sticks out is cut off. */
  readonly place: number;
  readonly error: number;
}

function scaleAndShift(matrix: Matrix, before: Size, after: Size): readonly Filter[] | null {
  const edge = (scale: number, shift: number): number => shift + 0.5 - scale * 0.5;
  const x: Axis = {
    scale: matrix[0],
    shift: edge(matrix[0], matrix[2]),
    before: before.width,
    after: after.width,
  };
  const y: Axis = {
    scale: matrix[4],
    shift: edge(matrix[4], matrix[5]),
    before: before.height,
    after: after.height,
  };
  const [h, v] = [bestPlacement(x), bestPlacement(y)];
  if (h === null || v === null || Math.max(h.error, v.error) > tolerance) return null;
  const filters: Filter[] = [];
  const [cropX, cropW] = h.window;
  const [cropY, cropH] = v.window;
  if (cropW !== before.width || cropH !== before.height) filters.push(crop(cropX, cropY, cropW, cropH));
  if (h.scaled !== cropW || v.scaled !== cropH)
    filters.push({ name: 'scale', options: { w: h.scaled, h: v.scaled } });
  const cut = { x: Math.max(0, -h.place), y: Math.max(0, -v.place) };
  const kept = {
    w: Math.min(h.scaled - cut.x, after.width - Math.max(0, h.place)),
    h: Math.min(v.scaled - cut.y, after.height - Math.max(0, v.place)),
  };
  if (kept.w !== h.scaled || kept.h !== v.scaled) filters.push(crop(cut.x, cut.y, kept.w, kept.h));
  if (kept.w !== after.width || kept.h !== after.height) {
    const at = { x: Math.max(0, h.place), y: Math.max(0, v.place) };
    filters.push({
      name: 'pad',
      options: { width: after.width, height: after.height, ...at, color: '0x000000' },
    });
  }
  return filters;
}

function crop(x: number, y: number, w: number, h: number): Filter {
  return { name: 'crop', options: { w, h, x, y, exact: 1 } };
}

/** Cutting first and scaling first miss by different amounts; the better one is taken. */
function bestPlacement(axis: Axis): Placement | null {
  const candidates = [cutFirst(axis), scaleFirst(axis)].filter(one => one !== null);
  return candidates.sort((a, b) => a.error - b.error)[0] ?? null;
}

/** Possible only where the whole result lies inside the picture before. */
function cutFirst({ scale, shift, before, after }: Axis): Placement | null {
  const [start, end] = [shift, shift + scale * after];
  const [from, to] = [Math.round(start), Math.round(end)];
  if (from < 0 || to > before || (to - from) % 2 !== 0) return null;
  const error = Math.max(Math.abs(from - start), Math.abs(to - end)) / scale;
  return { window: [from, to - from], scaled: after, place: 0, error };
}

function scaleFirst({ scale, shift, before, after }: Axis): Placement | null {
  // Even lengths and places keep the planes of a 4:2:0 picture aligned.
  const scaled = 2 * Math.round(before / scale / 2);
  const wanted = -shift / scale;
  const place =
    scaled === before && Math.abs(wanted - Math.round(wanted)) < 1e-6
      ? Math.round(wanted)
      : 2 * Math.round(wanted / 2);
  const overlaps = place < after && place + scaled > 0;
  if (!overlaps || scaled < 2 || (place > 0 && place % 2 !== 0)) return null;
  const atEnd = place + scaled - (wanted + before / scale);
  return { window: [0, before], scaled, place, error: Math.max(Math.abs(place - wanted), Math.abs(atEnd)) };
}

function generalWarp(matrix: Matrix, before: Size, after: Size): readonly Filter[] {
  const width = Math.max(before.width, after.width);
  const height = Math.max(before.height, after.height);
  const filters: Filter[] = [];
  if (width !== before.width || height !== before.height) {
    filters.push({ name: 'pad', options: { width, height, x: 0, y: 0, color: '0x000000' } });
  }
  const corner = (x: number, y: number): Point => transform(matrix, [x, y]);
  filters.push(perspectiveFilter([corner(0, 0), corner(width, 0), corner(0, height), corner(width, height)]));
  if (width !== after.width || height !== after.height) filters.push(crop(0, 0, after.width, after.height));
  return filters;
}
