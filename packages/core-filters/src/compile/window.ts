import type { Filter } from '../graph/filter-graph.ts';
import type { Size } from '../ir/geometry.ts';

/** Where a part of an axis begins and ends, at even pixels; it may reach over the picture's edges. */
export type Window = readonly [start: number, end: number];

/** Cuts a window out; where it reaches over the picture, the picture's edge is repeated. */
export function toWindow([left, right]: Window, [top, bottom]: Window, before: Size): readonly Filter[] {
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

/** Cuts a rectangle out, at odd pixels too. */
export function crop(x: number, y: number, w: number, h: number): Filter {
  return { name: 'crop', options: { w, h, x, y, exact: 1 } };
}
