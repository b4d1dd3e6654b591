import type { Filter, Fragment } from '../graph/filter-graph.ts';
import type { Size } from '../ir/geometry.ts';
import { isAxisAligned, type Matrix, multiply } from '../ir/matrix.ts';
import { homographyOf, type Warp } from '../ir/warp.ts';
import { resample } from './resample.ts';
import { crop, toWindow, type Window } from './window.ts';

/** Pixels of the result by which a cheap realisation may miss its place. */
const tolerance = 0.3;

/**
 * The cheapest fragments for a warp: none, `hflip`, `vflip`, `crop`, `scale`, several of them, or {@link resample}. What
 * lies outside the picture before is undefined: the caller covers it.
 *
 * @param warp - from a pixel of the result to the pixel before.
 */
export function realiseWarp(warp: Warp, before: Size, after: Size): readonly Fragment[] {
  const matrix = homographyOf(warp);
  const cheap = matrix !== null && isAxisAligned(matrix) ? mirrored(normalised(matrix), before, after) : null;
  return cheap === null ? resample(warp, before, after) : [cheap];
}

function mirrored(matrix: Matrix, before: Size, after: Size): readonly Filter[] | null {
  if (matrix[0] < 0) {
    const mirror: Matrix = [-1, 0, after.width - 1, 0, 1, 0, 0, 0, 1];
    const rest = mirrored(multiply(matrix, mirror), before, after);
    return rest === null ? null : [...rest, { name: 'hflip', options: {} }];
  }
  if (matrix[4] < 0) {
    const flip: Matrix = [1, 0, 0, 0, -1, after.height - 1, 0, 0, 1];
    const rest = mirrored(multiply(matrix, flip), before, after);
    return rest === null ? null : [...rest, { name: 'vflip', options: {} }];
  }
  return scaleAndShift(matrix, before, after);
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
  readonly window: Window;
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
