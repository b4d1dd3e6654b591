import { type ColourChange, colourFunction } from './colour-change.ts';
import type { LumaWeights, Yuv } from './colour-matrix.ts';
import { approximate, type PiecewiseLinear, valueAt, withoutIdleKnots } from './piecewise-linear.ts';

/**
 * A run of colour changes in a form that costs a few table look-ups a pixel, with u and v as differences from 128:
 *
 *     y' = luma(y) + lumaFromU·u + lumaFromV·v
 *     u' = (fromU·u + fromV·v)·scale(y) + offset(y)       and the same for v'
 *
 * It is exact for changes of the luma alone and of the colour differences alone, and close for changes in RGB, whose
 * effect on the colour differences depends on the luma.
 */
export interface ColourModel {
  /** New luma by luma 0..255. */
  readonly luma: PiecewiseLinear;
  /** Levels of new luma per level of u; 0 where it hardly matters. */
  readonly lumaFromU: number;
  /** Levels of new luma per level of v; 0 where it hardly matters. */
  readonly lumaFromV: number;
  readonly u: ChromaModel;
  readonly v: ChromaModel;
  /** Root mean square error against the exact changes over plausible colours, in levels of 255. */
  readonly error: Yuv;
}

/** How one new colour difference follows from both old ones and the luma. */
export interface ChromaModel {
  readonly fromU: number;
  readonly fromV: number;
  /** Factor by luma 0..255, `null` where it is 1 throughout. */
  readonly scale: PiecewiseLinear | null;
  /** Addend by luma 0..255, in levels, `null` where it is 0 throughout. */
  readonly offset: PiecewiseLinear | null;
}

/** Lumas at which the changes are sampled. */
const lumas = [28, 50, 75, 100, 125, 150, 175, 200, 222] as const;

/** Colours around each of them, in both differences; symmetric, so that the coefficients of a fit decouple. */
const ring = [-1, 0, 1].flatMap(u => [-1, 0, 1].map(v => [u, v] as const));

/** How far the ring goes, in levels: the spread of natural pictures, less near black and white. */
const spread = 20;

/** Finest difference between a luma table and the lines that stand for it, in levels. */
const lumaTolerance = 0.3;

/** Below these, a factor is taken for 1, an addend for 0, and the luma for independent of the colour. */
const negligible = { scale: 0.006, offset: 0.3, lumaFromChroma: 0.04 } as const;

type Change = (colour: Yuv) => Yuv;

/** Fits the model to changes that act one after another. */
export function fitColourModel(changes: readonly ColourChange[], weights: LumaWeights): ColourModel {
  const steps = changes.map(change => colourFunction(change, weights));
  const change: Change = colour => steps.reduce((current, step) => step(current), colour);

  const samples = lumas.map(y => sampleRing(y, change));
  const lumaFromU = significant(mean(samples.map(sample => sample.luma.fromU)));
  const lumaFromV = significant(mean(samples.map(sample => sample.luma.fromV)));
  const model = {
    luma: approximate(tableOf(change), lumaTolerance),
    lumaFromU,
    lumaFromV,
    u: factorise(samples.map(sample => sample.u)),
    v: factorise(samples.map(sample => sample.v)),
  };
  return { ...model, error: errorOf(model, samples) };
}

/** What a model makes of one colour, before rounding. */
function applyColourModel(model: Omit<ColourModel, 'error'>, [y, u, v]: Yuv): Yuv {
  const [du, dv] = [u - 128, v - 128];
  const luma = valueAt(model.luma, y) + model.lumaFromU * du + model.lumaFromV * dv;
  return [luma, chroma(model.u, y, du, dv), chroma(model.v, y, du, dv)];
}

function chroma({ fromU, fromV, scale, offset }: ChromaModel, y: number, du: number, dv: number): number {
  const mixed = fromU * du + fromV * dv;
  return 128 + mixed * (scale === null ? 1 : valueAt(scale, y)) + (offset === null ? 0 : valueAt(offset, y));
}

/** The luma of neutral colours, sampled at every fourth level and joined. */
function tableOf(change: Change): readonly number[] {
  const step = 4;
  const coarse = Array.from(
    { length: 256 / step + 1 },
    (_, i) => change([Math.min(255, i * step), 128, 128])[0],
  );
  return Array.from({ length: 256 }, (_, y) => {
    const i = Math.floor(y / step);
    const [low = 0, high = 0] = [coarse[i], coarse[i + 1]];
    const width = Math.min(255, (i + 1) * step) - i * step;
    return low + ((high - low) * (y - i * step)) / width;
  });
}

/** New value = fromU·u + fromV·v + offset, at one luma. */
interface Plane {
  fromU: number;
  fromV: number;
  offset: number;
}

interface RingSample {
  readonly y: number;
  readonly luma: Plane;
  readonly u: Plane;
  readonly v: Plane;
  readonly colours: readonly { readonly colour: Yuv; readonly changed: Yuv }[];
}

function sampleRing(y: number, change: Change): RingSample {
  const radius = spread * Math.min(1, (y - 16) / 50, (235 - y) / 40);
  const colours = ring.map(([u, v]) => {
    const colour: Yuv = [y, 128 + radius * u, 128 + radius * v];
    return { colour, changed: change(colour) };
  });
  const planes = [0, 1, 2].map(index => {
    const plane: Plane = { fromU: 0, fromV: 0, offset: 0 };
    for (const { colour, changed } of colours) {
      const value = (changed[index] ?? 0) - (index === 0 ? 0 : 128);
      // Six of the nine samples have a difference of ±1 radius.
      plane.fromU += ((colour[1] - 128) * value) / (6 * radius * radius);
      plane.fromV += ((colour[2] - 128) * value) / (6 * radius * radius);
      plane.offset += value / colours.length;
    }
    return plane;
  });
  const [luma, u, v] = planes as [Plane, Plane, Plane];
  return { y, luma, u, v, colours };
}

/** The common direction of all planes, and by luma how far each goes along it. */
function factorise(planes: readonly Plane[]): ChromaModel {
  const fromU = mean(planes.map(plane => plane.fromU));
  const fromV = mean(planes.map(plane => plane.fromV));
  const length = fromU * fromU + fromV * fromV;
  const scales = planes.map(plane =>
    length < 1e-6 ? 1 : (plane.fromU * fromU + plane.fromV * fromV) / length,
  );
  const offsets = planes.map(plane => plane.offset);
  const steady = Math.max(...scales.map(scale => Math.abs(scale - 1))) < negligible.scale;
  const neutral = Math.max(...offsets.map(Math.abs)) < negligible.offset;
  const [scale = null, offset = null] = withoutIdleKnots(
    [
      { knots: lumas, values: steady ? lumas.map(() => 1) : scales },
      { knots: lumas, values: neutral ? lumas.map(() => 0) : offsets },
    ],
    [negligible.scale / 2, negligible.offset / 2],
  );
  return { fromU, fromV, scale: steady ? null : scale, offset: neutral ? null : offset };
}

function significant(coefficient: number): number {
  return Math.abs(coefficient) < negligible.lumaFromChroma ? 0 : coefficient;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function errorOf(model: Omit<ColourModel, 'error'>, samples: readonly RingSample[]): Yuv {
  const squares: [number, number, number] = [0, 0, 0];
  for (const { colour, changed } of samples.flatMap(sample => sample.colours)) {
    const got = applyColourModel(model, colour);
    for (const plane of [0, 1, 2] as const) squares[plane] += (changed[plane] - got[plane]) ** 2;
  }
  const [y, u, v] = squares;
  const count = lumas.length * ring.length;
  return [Math.sqrt(y / count), Math.sqrt(u / count), Math.sqrt(v / count)];
}
