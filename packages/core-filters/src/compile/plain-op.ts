import type { Fragment } from '../graph/filter-graph.ts';
import { colourFilter, worksInRgb } from '../ir/colour/colour-change.ts';
import type { Size } from '../ir/geometry.ts';
import { type PictureOp, plainFilters } from '../ir/picture-op.ts';

/** ffmpeg's names for the matrices that differ from the one which it takes where a file does not say. */
const namedMatrices: Readonly<Record<string, string>> = {
  bt709: 'bt709',
  fcc: 'fcc',
  smpte240m: 'smpte240m',
  bt2020nc: 'bt2020',
  bt2020c: 'bt2020',
};

/**
 * The plain filters of an op, with the way back from RGB made explicit: left to itself, ffmpeg returns to BT.601
 * whatever the picture came from, and the colours shift.
 */
export function plainOp(op: PictureOp, colorSpace: string): Fragment {
  const matrix = namedMatrices[colorSpace];
  if (op.kind !== 'colour' || !worksInRgb(op.change) || matrix === undefined) return plainFilters(op);
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
