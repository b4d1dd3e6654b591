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

/** One axis of a warp without rotation: `place before = scale · place after + shift`, both counted from the edge. */
interface Axis {
  readonly scale: number;
  readonly shift: number;
  readonly before: number;
  readonly after: number;
}

/** A window of the picture before, scaled to a length, then placed in the result. */
interface Placement {
  /** Where the window begins and ends; it may reach over the picture's edges. */
  readonly window: readonly [start: number, end: number];
  readonly scaled: number;
  /** Where the scaled window begins in the result; below 0 what sticks out is cut off. */
  readonly place: number;
  /** Pixels of the result by which either end of the window misses its place. */
  readonly error: number;
}

function scaleAndShift(matrix: Matrix, before: Size, after: Size): readonly Filter[] | null {
  const edge = (scale: number, shift: number): number => shift + 0.5 - scale * 0.5;
  const h = bestPlacement({
    scale: matrix[0],
    shift: edge(matrix[0], matrix[2]),
    before: before.width,
    after: after.width,
  });
  const v = bestPlacement({
    scale: matrix[4],
    shift: edge(matrix[4], matrix[5]),
    before: before.height,
    after: after.height,
  });
  if (h === null || v === null) return null;
  const filters = [...toWindow(h.window, v.window, before)];
  const [width, height] = [h.window[1] - h.window[0], v.window[1] - v.window[0]];
  if (h.scaled !== width || v.scaled !== height)
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

type Window = Placement['window'];

/** Cuts a window out; where it reaches over the picture, the picture's edge goes on. */
function toWindow([left, right]: Window, [top, bottom]: Window, before: Size): readonly Filter[] {
  const over = {
    left: Math.max(0, -left),
    right: Math.max(0, right - before.width),
    top: Math.max(0, -top),
    bottom: Math.max(0, bottom - before.height),
  };
  const filters: Filter[] = [];
  let { width, height } = before;
  if (Math.max(over.left, over.right, over.top, over.bottom) > 0) {
    width += over.left + over.right;
    height += over.top + over.bottom;
    filters.push({ name: 'pad', options: { width, height, x: over.left, y: over.top, color: '0x000000' } });
    // The filter takes no border of more than half the picture.
    const fits =
      2 * Math.max(over.left, over.right) <= width && 2 * Math.max(over.top, over.bottom) <= height;
    if (fits) filters.push({ name: 'fillborders', options: { ...over, mode: 'smear' } });
  }
  const [w, h] = [right - left, bottom - top];
  if (w !== width || h !== height) filters.push(crop(left + over.left, top + over.top, w, h));
  return filters;
}

function crop(x: number, y: number, w: number, h: number): Filter {
  return { name: 'crop', options: { w, h, x, y, exact: 1 } };
}

/** By how many pixels more than it must show a window may begin earlier and end later. */
const mostMargin = 32;

/**
 * Filters cut and place at even pixels, so that the planes of a 4:2:0 picture stay aligned, and scale to even lengths:
 * the window that the result shows seldom comes out where it should. One that begins a little earlier and ends a little
 * later often does, and costs no more than what it is larger.
 */
function bestPlacement(axis: Axis): Placement | null {
  const { scale, shift, before, after } = axis;
  const shown = [Math.max(0, shift), Math.min(before, shift + scale * after)] as const;
  if (shown[1] <= shown[0]) return null;
  if (scale === 1 && Number.isInteger(shift)) return unscaled(axis);
  const [start, end] = [2 * Math.floor(shown[0] / 2), 2 * Math.ceil(shown[1] / 2)];
  let best: Placement | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let from = 0; from <= mostMargin; from += 2) {
    for (let to = 0; to <= mostMargin; to += 2) {
      const window = [start - from, end + to] as const;
      const placement = placementOf(window, axis);
      if (placement.error > tolerance) continue;
      const isOver = window[0] < 0 || window[1] > before;
      const cost = (isOver ? 2 * mostMargin : 0) + from + to + placement.error * mostMargin;
      if (cost < least) [best, least] = [placement, cost];
    }
  }
  return best;
}

function placementOf(window: Window, { scale, shift }: Axis): Placement {
  const [start, end] = [(window[0] - shift) / scale, (window[1] - shift) / scale];
  const scaled = Math.max(2, 2 * Math.round((end - start) / 2));
  const place = 2 * Math.round(start / 2);
  const error = Math.max(Math.abs(place - start), Math.abs(place + scaled - end));
  return { window, scaled, place, error };
}

/** Moved by whole pixels and not resampled, at odd ones too. */
function unscaled({ shift, before, after }: Axis): Placement | null {
  const window = [Math.max(0, shift), Math.min(before, shift + after)] as const;
  const place = Math.max(0, -shift);
  return place % 2 === 0 ? { window, scaled: window[1] - window[0], place, error: 0 } : null;
}

/** `perspective` leaves the size as it is, so the picture is first brought to one that holds what is shown, and the result. */
function generalWarp(matrix: Matrix, before: Size, after: Size): readonly Filter[] {
  const corners = cornersOf(after).map(corner => transform(matrix, corner));
  const h = windowAround(
    corners.map(([x]) => x),
    before.width,
    after.width,
  );
  const v = windowAround(
    corners.map(([, y]) => y),
    before.height,
    after.height,
  );
  const [width, height] = [h[1] - h[0], v[1] - v[0]];
  const filters = [...toWindow(h, v, before)];
  const [a, b, c, d] = cornersOf({ width, height }).map((corner): Point => {
    const [x, y] = transform(matrix, corner);
    return [x - h[0], y - v[0]];
  }) as [Point, Point, Point, Point];
  filters.push(perspectiveFilter([a, b, c, d]));
  if (width !== after.width || height !== after.height) filters.push(crop(0, 0, after.width, after.height));
  return filters;
}

/** In the order of `perspective`: top, then bottom, left before right. */
function cornersOf({ width, height }: Size): readonly Point[] {
  return [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ];
}

/** The part of the picture before that lies between places, with the neighbours they are mixed from, but as long as the result. */
function windowAround(places: readonly number[], before: number, after: number): Window {
  const neighbours = 2;
  const start = Math.max(0, 2 * Math.floor((Math.min(...places) - neighbours) / 2));
  const end = Math.min(before, 2 * Math.ceil((Math.max(...places) + neighbours) / 2));
  const length = Math.max(end - start, after);
  const begin = Math.max(0, Math.min(start, before - length));
  return [begin, begin + length];
}
