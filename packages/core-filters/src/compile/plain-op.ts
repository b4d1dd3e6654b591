import type { Filter, Fragment } from '../graph/filter-graph.ts';
import { type ColourChange, colourFilter, worksInRgb } from '../ir/colour/colour-change.ts';
import { scalerMatrix } from '../ir/colour/scaler-matrix.ts';
import type { Size } from '../ir/geometry.ts';
import { type PictureOp, plainFilters } from '../ir/picture-op.ts';

/** The plain filters of an op. */
export function plainOp(op: PictureOp, colorSpace: string): Fragment {
  return op.kind === 'colour' ? plainColour(op.change, colorSpace, 'yuv420p') : plainFilters(op);
}

/**
 * The plain filter of a colour change, with the way back from RGB made explicit: left to itself, ffmpeg returns to
 * BT.601 whatever the picture came from, and the colours shift.
 */
export function plainColour(
  change: ColourChange,
  colorSpace: string,
  pixelFormat: 'yuv420p' | 'yuv444p',
): readonly Filter[] {
  const matrix = scalerMatrix(colorSpace);
  if (!worksInRgb(change) || matrix === null) return [colourFilter(change)];
  return [
    { name: 'scale', options: { in_color_matrix: matrix } },
    { name: 'format', options: { pix_fmts: 'gbrp' } },
    colourFilter(change),
    { name: 'scale', options: { out_color_matrix: matrix } },
    { name: 'format', options: { pix_fmts: pixelFormat } },
  ];
}

/** Size and matrix of the picture where a run of ops begins. */
export interface PictureState extends Size {
  readonly colorSpace: string;
}
