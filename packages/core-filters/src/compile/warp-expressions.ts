import type { Matrix } from '../ir/matrix.ts';
import { type Lens, lensCentre, lensUnit, type Warp } from '../ir/warp.ts';

/**
 * The place in the picture before that the pixel (X, Y) shows, as expressions of ffmpeg for its column and its row.
 */
export function warpExpressions(warp: Warp): readonly [column: string, row: string] {
  const last = warp.at(-1);
  if (warp.length === 1 && last?.type === 'homography') return linesOf(last.matrix, 'X', 'Y');
  // Variables 0 and 1 hold the place so far, 2 and 3 what is worked out on the way.
  const way = warp.map(step => (step.type === 'lens' ? throughLens(step.lens) : throughMatrix(step.matrix)));
  const run = ['st(0,X)', 'st(1,Y)', ...way].join(';');
  return [`${run};ld(0)`, `${run};ld(1)`];
}

function throughMatrix(matrix: Matrix): string {
  const [column, row] = linesOf(matrix, 'ld(0)', 'ld(1)');
  return `st(2,${column});st(1,${row});st(0,ld(2))`;
}

function throughLens(lens: Lens): string {
  const [cx, cy] = lensCentre(lens);
  const [dx, dy] = [`(ld(0)-${cx})`, `(ld(1)-${cy})`];
  return [
    `st(2,(${dx}*${dx}+${dy}*${dy})*${number(lensUnit(lens))})`,
    `st(3,1+ld(2)*(${number(lens.k1)}+ld(2)*${number(lens.k2)}))`,
    `st(0,${cx}+ld(3)*${dx})`,
    `st(1,${cy}+ld(3)*${dy})`,
  ].join(';');
}

function linesOf(matrix: Matrix, x: string, y: string): readonly [column: string, row: string] {
  const [a, b, c, d, e, f, g, h] = matrix.map(value => number(value / matrix[8])) as string[];
  const line = (one?: string, two?: string, three?: string): string => `(${one}*${x}+${two}*${y}+${three})`;
  const isAffine = matrix[6] === 0 && matrix[7] === 0;
  const below = isAffine ? '' : `/${line(g, h, '1')}`;
  return [`${line(a, b, c)}${below}`, `${line(d, e, f)}${below}`];
}

/** Twelve digits: a thousandth of a pixel in pictures of any size. Negative numbers stand in brackets. */
function number(value: number): string {
  return `(${value.toPrecision(12)})`;
}
