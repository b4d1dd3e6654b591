import type { Filter, FilterChain, Fragment } from '../graph/filter-graph.ts';
import type { ChromaModel, ColourModel } from '../ir/colour/colour-model.ts';
import { expressionOf, type PiecewiseLinear } from '../ir/colour/piecewise-linear.ts';
import type { Size } from '../ir/geometry.ts';
import { roundTo } from '../random/round-to.ts';

/** A share of a colour difference that makes less than half a level over the spread of natural pictures. */
const negligibleShare = 0.006;

/**
 * The cheapest graph for a colour model on 4:2:0 pictures: one table pass where only the luma changes; otherwise the
 * planes are taken apart, changed by tables of one or two variables, and put together again. The colour planes have
 * a quarter of the pixels, so that what happens there costs little.
 */
export function realiseColour(model: ColourModel, size: Size): Fragment {
  if (isPlainChroma(model.u, 'u') && isPlainChroma(model.v, 'v') && !lumaNeedsChroma(model)) {
    return [{ name: 'lutyuv', options: { y: rounded(expressionOf([model.luma], 'val')) } }];
  }
  const planes = new PlaneGraph();
  const luma = lumaNeedsChroma(model)
    ? lumaWithChroma(planes, model, size)
    : planes.map('y', table(model.luma));
  const half = needsLuma(model.u) || needsLuma(model.v) ? planes.map('y', halved(size)) : null;
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

/** The colour's share of the luma travels in a plane of its own, twice as large for precision. */
function lumaWithChroma(
  planes: PlaneGraph,
  { luma, lumaFromU, lumaFromV }: ColourModel,
  { width, height }: Size,
): string {
  const share = planes.map2(
    'u',
    'v',
    rounded(`128+${linear(2 * lumaFromU, 'x')}+${linear(2 * lumaFromV, 'y')}`),
  );
  const full = planes.map(share, { name: 'scale', options: { w: width, h: height, flags: 'fast_bilinear' } });
  return planes.map2('y', full, rounded(`${expressionOf([luma], 'x')}+(y-128)/2`));
}

function newChroma(planes: PlaneGraph, chroma: ChromaModel, own: 'u' | 'v', halfLuma: string | null): string {
  if (isPlainChroma(chroma, own)) return own;
  const { self, other } = sharesOf(chroma, own);
  const alone = Math.abs(other) < negligibleShare;
  if (halfLuma === null || !needsLuma(chroma)) {
    if (alone)
      return planes.map(own, { name: 'lut', options: { c0: rounded(`128+${linear(self, 'val')}`) } });
    return planes.map2('u', 'v', mixed(chroma));
  }
  const [input, factor] = alone ? [own, self] : [planes.map2('u', 'v', mixed(chroma)), 1];
  return planes.map2(input, halfLuma, rounded(byLuma(chroma, factor)));
}

function mixed({ fromU, fromV }: ChromaModel): string {
  return rounded(`128+${linear(fromU, 'x')}+${linear(fromV, 'y')}`);
}

/** A colour difference x scaled and shifted by what belongs to the luma y. */
function byLuma({ scale, offset }: ChromaModel, factor: number): string {
  const scaled = (by: string): string => `${linear(factor, 'x')}*${by}`;
  if (scale === null)
    return `128+${linear(factor, 'x')}+${expressionOf(offset === null ? [] : [offset], 'y')}`;
  if (offset === null) return `128+${expressionOf([scale], 'y', (by = '1') => scaled(by))}`;
  return `128+${expressionOf([scale, offset], 'y', (by = '1', addend = '0') => `${scaled(by)}+${addend}`)}`;
}

function table(values: PiecewiseLinear): Filter {
  return { name: 'lut', options: { c0: rounded(expressionOf([values], 'val')) } };
}

function halved({ width, height }: Size): Filter {
  return { name: 'scale', options: { w: width / 2, h: height / 2, flags: 'area' } };
}

function linear(factor: number, variable: 'x' | 'y' | 'val'): string {
  return `(${roundTo(factor, 6)})*(${variable}-128)`;
}

/** Tables cut off what follows the point, so half a level is added; and they wrap around, so it is clipped. */
function rounded(expression: string): string {
  return `clip(${expression}+0.5,0,255)`;
}

/** Chains over the planes `y`, `u` and `v` of the label `in`; every plane may be read any number of times. */
class PlaneGraph {
  readonly #steps: {
    readonly inputs: readonly string[];
    readonly filter: Filter;
    readonly output: string;
  }[] = [];

  /** A plane changed by a filter. */
  map(input: string, filter: Filter): string {
    return this.#add([input], filter);
  }

  /** A plane from two planes of one size, which the expression calls x and y. */
  map2(x: string, y: string, expression: string): string {
    return this.#add([x, y], { name: 'lut2', options: { c0: expression } });
  }

  build(y: string, u: string, v: string): readonly FilterChain[] {
    const steps = [
      // Format negotiation does not reach through extractplanes, so what enters is said.
      { inputs: ['in'], filter: { name: 'format', options: { pix_fmts: 'yuv420p' } }, outputs: ['picture'] },
      {
        inputs: ['picture'],
        filter: { name: 'extractplanes', options: { planes: 'y+u+v' } },
        outputs: ['y', 'u', 'v'],
      },
      ...this.#steps.map(step => ({ ...step, outputs: [step.output] })),
      {
        inputs: [y, u, v],
        filter: { name: 'mergeplanes', options: { map1s: 1, map2s: 2, format: 'yuv420p' } },
        outputs: ['out'],
      },
    ];
    return withSplits(steps);
  }

  #add(inputs: readonly string[], filter: Filter): string {
    const output = `p${this.#steps.length}`;
    this.#steps.push({ inputs, filter, output });
    return output;
  }
}

/** Gives every reader of a label that is read more than once a copy of its own. */
function withSplits(
  steps: readonly {
    readonly inputs: readonly string[];
    readonly filter: Filter;
    readonly outputs: readonly string[];
  }[],
): readonly FilterChain[] {
  const readers = new Map<string, number>();
  for (const label of steps.flatMap(step => step.inputs)) readers.set(label, (readers.get(label) ?? 0) + 1);
  const taken = new Map<string, number>();
  const copyOf = (label: string): string => {
    if ((readers.get(label) ?? 0) < 2) return label;
    const copy = taken.get(label) ?? 0;
    taken.set(label, copy + 1);
    return `${label}c${copy}`;
  };
  return steps.flatMap(({ inputs, filter, outputs }) => [
    { inputs: inputs.map(copyOf), filters: [filter], outputs },
    ...outputs.flatMap(label => {
      const count = readers.get(label) ?? 0;
      if (count < 2) return [];
      const copies = Array.from({ length: count }, (_, copy) => `${label}c${copy}`);
      return [
        { inputs: [label], filters: [{ name: 'split', options: { outputs: count } }], outputs: copies },
      ];
    }),
  ]);
}
