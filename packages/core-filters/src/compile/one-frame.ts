import type { Filter } from '../graph/filter-graph.ts';
import { workingProperties } from '../graph/frame-properties.ts';
import type { Size } from '../ir/geometry.ts';

/** Filters that make one frame of one colour, and end. */
export function oneFrame(color: string, { width, height }: Size, pixelFormat: string): Filter[] {
  return [
    { name: 'color', options: { color, size: `${width}x${height}`, rate: '1' } },
    { name: 'format', options: { pix_fmts: pixelFormat } },
    workingProperties,
    { name: 'trim', options: { end_frame: 1 } },
  ];
}
