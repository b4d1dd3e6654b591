import type { Fragment } from '../graph/filter-graph.ts';
import { workingProperties } from '../graph/frame-properties.ts';
import { colourFilter, worksInRgb } from '../ir/colour/colour-change.ts';
import { scalerMatrix } from '../ir/colour/scaler-matrix.ts';
import type { Size } from '../ir/geometry.ts';
import { type PictureOp, plainFilters } from '../ir/picture-op.ts';

/** The plain filters of an op, with the ways to RGB and back made explicit: frames inside a graph do not say their matrix. */
export function plainOp(op: PictureOp, colorSpace: string): Fragment {
  if (op.kind !== 'colour' || !worksInRgb(op.change)) return plainFilters(op);
  const matrix = scalerMatrix(colorSpace);
  return [
    { name: 'scale', options: { in_color_matrix: matrix } },
    { name: 'format', options: { pix_fmts: 'gbrp' } },
    colourFilter(op.change),
    { name: 'scale', options: { out_color_matrix: matrix, out_range: 'limited' } },
    { name: 'format', options: { pix_fmts: 'yuv420p' } },
    workingProperties,
  ];
}

/** Size and matrix of the video where a run of ops begins. */
export interface VideoState extends Size {
  readonly colorSpace: string;
}
