import type { Filter, Fragment } from '../graph/filter-graph.ts';
import { type ColourChange, colourFilter, worksInRgb } from '../ir/colour/colour-change.ts';
import { lumaWeights } from '../ir/colour/colour-matrix.ts';
import { type ChromaModel, type ColourModel, fitColourModel } from '../ir/colour/colour-model.ts';
import { expressionOf, type PiecewiseLinear } from '../ir/colour/piecewise-linear.ts';
import type { Size } from '../ir/geometry.ts';
import { roundTo } from '../round-to.ts';
import { plainOp, type VideoState } from './plain-op.ts';
import { PlaneGraph, scalePlane } from './plane-graph.ts';

/** Root mean square errors, in levels, up to which a fitted model stands for the changes. */
const tolerance = { luma: 3.5, chroma: 4 } as const;

/**
 * The cheapest fragments for colour changes that act one after another. One change that ffmpeg does in tables anyway
 * stays its own filter; runs become a fitted model; a run that no model fits is halved, down to single changes.
 */
export function realiseColours(changes: readonly ColourChange[], video: VideoState): readonly Fragment[] {
  const [first, ...others] = changes;
  if (first === undefined) return [];
  const { chroma, rest } = splitOffChroma(changes);
  if (rest.length === 0 || (others.length === 0 && !worksInRgb(first)))
    return [[colourFilter(chroma ?? first)]];
  const model = fitColourModel(changes, lumaWeights(video.colorSpace));
  const [luma, u, v] = model.error;
  if (luma <= tolerance.luma && Math.max(u, v) <= tolerance.chroma) return [realiseColour(model, video)];
  if (others.length === 0) return [plainOp({ kind: 'colour', change: first }, video.colorSpace)];
  const half = Math.ceil(changes.length / 2);
  return [...realiseColours(changes.slice(0, half), video), ...realiseColours(changes.slice(half), video)];
}

/** Changes of hue and saturation alone compose exactly: angles add, factors multiply. */
function splitOffChroma(changes: readonly ColourChange[]): {
  chroma: ColourChange | null;
  rest: readonly ColourChange[];
} {
  const rest = changes.filter(change => change.type !== 'chroma');
  const all = changes.filter(change => change.type === 'chroma');
  const degrees = all.reduce((sum, change) => sum + change.degrees, 0);
  const saturation = all.reduce((product, change) => product * change.saturation, 1);
  return { chroma: all.length === 0 ? null : { type: 'chroma', degrees, saturation }, rest };
}

/** A share of a colour difference that makes less than half a level over the spread of natural pictures. */
const negligibleShare = 0.006;

/**
 * The cheapest graph for a colour model on 4:2:0 pictures: one table pass where only the luma changes; otherwise the
 * planes are taken apart, changed by tables of one or two variables, and put together again. The colour planes have
 * a quarter of the pixels, so that what happens there costs little.
 */
function realiseColour(model: ColourModel, size: Size): Fragment {
  if (isPlainChroma(model.u, 'u') && isPlainChroma(model.v, 'v') && !lumaNeedsChroma(model)) {
    return [{ name: 'lutyuv', options: { y: rounded(expressionOf([model.luma], 'val')) } }];
  }
  const planes = new PlaneGraph();
  const luma = lumaNeedsChroma(model)
    ? lumaWithChroma(planes, model, size)
    : planes.apply(['y'], table(model.luma));
  const half = needsLuma(model.u) || needsLuma(model.v) ? planes.apply(['y'], halved(size)) : null;
  const u = newChroma(planes, model.u, 'u', half);
  const v = newChroma(planes, model.v, 'v', half);
  return { chains: planes.build(luma, u, v) };
}

function lumaNeedsChroma({ lumaFromU, lumaFromV }: ColourModel): boolean {
  return lumaFromU !== 0 || lumaFromV !== 0;
}

function needsLuma({ scale, offset }: ChromaModel): boolean {
  return scale !== null || offset !== null;
}

/** Whether a colour difference stays as it is. */
function isPlainChroma(chroma: ChromaModel, own: 'u' | 'v'): boolean {
  const { self, other } = sharesOf(chroma, own);
  return !needsLuma(chroma) && Math.abs(self - 1) < negligibleShare && Math.abs(other) < negligibleShare;
}

/** How much of the old values of both colour differences goes into the new one. */
function sharesOf({ fromU, fromV }: ChromaModel, own: 'u' | 'v'): { self: number; other: number } {
  return own === 'u' ? { self: fromU, other: fromV } : { self: fromV, other: fromU };
}

/** The colour's share of the luma travels in a separate plane, twice as large for precision. */
function lumaWithChroma(planes: PlaneGraph, { luma, lumaFromU, lumaFromV }: ColourModel, size: Size): string {
  const share = planes.apply(
    ['u', 'v'],
    table2(rounded(`128+${linear(2 * lumaFromU, 'x')}+${linear(2 * lumaFromV, 'y')}`)),
  );
  const full = planes.apply([share], scalePlane(size, 'fast_bilinear'));
  return planes.apply(['y', full], table2(rounded(`${expressionOf([luma], 'x')}+(y-128)/2`)));
}

function newChroma(planes: PlaneGraph, chroma: ChromaModel, own: 'u' | 'v', halfLuma: string | null): string {
  if (isPlainChroma(chroma, own)) return own;
  const { self, other } = sharesOf(chroma, own);
  const alone = Math.abs(other) < negligibleShare;
  if (halfLuma === null || !needsLuma(chroma)) {
    if (alone)
      return planes.apply([own], { name: 'lut', options: { c0: rounded(`128+${linear(self, 'val')}`) } });
    return planes.apply(['u', 'v'], table2(mixed(chroma)));
  }
  const [input, factor] = alone ? [own, self] : [planes.apply(['u', 'v'], table2(mixed(chroma))), 1];
  return planes.apply([input, halfLuma], table2(byLuma(chroma, factor)));
}

function mixed({ fromU, fromV }: ChromaModel): string {
  return rounded(`128+${linear(fromU, 'x')}+${linear(fromV, 'y')}`);
}

/** A colour difference x scaled and shifted by what belongs to the luma y, with as little to work out as can be. */
function byLuma({ scale, offset }: ChromaModel, factor: number): string {
  const knots = (scale ?? offset)?.knots ?? [];
  const slope = { knots, values: knots.map((_, place) => factor * (scale?.values[place] ?? 1)) };
  const addend = { knots, values: knots.map((_, place) => 128.5 + (offset?.values[place] ?? 0)) };
  const line = expressionOf([slope, addend], 'y', (by = '1', plus = '0') => `(x-128)*${by}+${plus}`);
  return `clip(${line},0,255)`;
}

function table(values: PiecewiseLinear): Filter {
  return { name: 'lut', options: { c0: rounded(expressionOf([values], 'val')) } };
}

/** A table of two variables, which the expression calls x and y. */
function table2(expression: string): Filter {
  return { name: 'lut2', options: { c0: expression } };
}

function halved({ width, height }: Size): Filter {
  return scalePlane({ width: width / 2, height: height / 2 }, 'area');
}

function linear(factor: number, variable: 'x' | 'y' | 'val'): string {
  return `(${roundTo(factor, 6)})*(${variable}-128)`;
}

/** Tables cut off what follows the point, so half a level is added; and they wrap around, so it is clipped. */
function rounded(expression: string): string {
  return `clip(${expression}+0.5,0,255)`;
}
