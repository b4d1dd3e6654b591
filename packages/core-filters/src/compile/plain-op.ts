import type { Fragment } from '../graph/filter-graph.ts';
import { colourFilter, worksInRgb } from '../ir/colour/colour-change.ts';
import { scalerMatrix } from '../ir/colour/scaler-matrix.ts';
import type { Size } from '../ir/geometry.ts';
import { type PictureOp, plainFilters } from '../ir/picture-op.ts';

/**
 * The plain filters of an op, with the way back from RGB made explicit: left to itself, ffmpeg returns to BT.601
 * whatever the picture came from, and the colours shift.
 */
export function plainOp(op: PictureOp, colorSpace: string): Fragment {
  const matrix = scalerMatrix(colorSpace);
  if (op.kind !== 'colour' || !worksInRgb(op.change) || matrix === null) return plainFilters(op);
  return [
    { name: 'scale', options: { in_color_matrix: matrix } },
    { name: 'format', options: { pix_fmts: 'gbrp' } },
    colourFilter(op.change),
    { name: 'scale', options: { out_color_matrix: matrix } },
    { name: 'format', options: { pix_fmts: 'yuv420p' } },
  ];
}

/** Size and matrix of the picture where a run of ops begins. */
export interface PictureState extends Size {
  readonly colorSpace: string;
}
