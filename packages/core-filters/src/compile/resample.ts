import type { Fragment } from '../graph/filter-graph.ts';
import type { Size } from '../ir/geometry.ts';
import type { Matrix } from '../ir/matrix.ts';
import { composeWarp, identityWarp, placeBefore, type Warp } from '../ir/warp.ts';
import { oneFrame } from './one-frame.ts';
import { PlaneGraph, scalePlane } from './plane-graph.ts';
import { warpExpressions } from './warp-expressions.ts';
import { crop, toWindow, type Window } from './window.ts';

/** Samples of the enlarged picture to a pixel of the result: what is shown is a quarter of a pixel away at most. */
const finesse = 2;

/** The enlarged picture has no more samples than ffmpeg allocates for one. */
const mostSamples = 2 ** 27;

/** Pixels of the result from one place that is worked out to the next. */
const cell = 8;

/** What a 16-bit sample holds. */
const largest = 65_535;

/**
 * Any warp, by showing the nearest sample of the picture in twice its resolution. It costs half of what `perspective`
 * does and is as close to the picture in real numbers: the scaler's cubic blurs less than a mean of four neighbours.
 * The places to show are worked out once, in every eighth pixel of every eighth row, and between them linearly.
 */
export function resample(warp: Warp, before: Size, after: Size): readonly Fragment[] {
  const shown = shownPart(warp, after);
  const h = windowAround(shown.x, before.width);
  const v = windowAround(shown.y, before.height);
  const window: Size = { width: h[1] - h[0], height: v[1] - v[0] };
  const fine = enlarged(window, shown);
  const [scaleX, scaleY] = [fine.width / window.width, fine.height / window.height];
  const toFine: Matrix = [scaleX, 0, scaleX * (0.5 - h[0]), 0, scaleY, scaleY * (0.5 - v[0]), 0, 0, 1];

  const graph = new PlaneGraph();
  const luma = mapsOf(graph, { warp, toFine, fine, after }, 1);
  const chroma = mapsOf(graph, { warp, toFine, fine, after }, 2);
  const shownPlane = (plane: string, maps: readonly string[], step: number): string => {
    const size = { width: fine.width / step, height: fine.height / step };
    const scaled = graph.apply([plane], scalePlane(size, scaler));
    return graph.apply([scaled, ...maps], { name: 'remap', options: { format: 'gray' } });
  };
  const planes = [shownPlane('y', luma, 1), shownPlane('u', chroma, 2), shownPlane('v', chroma, 2)] as const;
  return [toWindow(h, v, before), { chains: graph.build(...planes) }];
}

/** Cubic, but not to the last bit: 0.05 levels darker at 60 per cent of the time. */
const scaler = 'bicubic';

/** What a result shows of the picture before, along one axis. */
interface ShownAxis {
  readonly from: number;
  readonly to: number;
  /** Pixels of the picture before for one pixel of the result, where the fewest and where the most are. */
  readonly least: number;
  readonly most: number;
}

/** Places in either direction at which a warp is looked at. */
const looks = 17;

function shownPart(warp: Warp, { width, height }: Size): { readonly x: ShownAxis; readonly y: ShownAxis } {
  const places = Array.from({ length: looks }, (_, row) =>
    Array.from({ length: looks }, (_place, column) =>
      placeBefore(warp, [(width * column) / (looks - 1) - 0.5, (height * row) / (looks - 1) - 0.5]),
    ),
  );
  const along = (axis: 0 | 1): ShownAxis => {
    const values = places.map(row => row.map(place => place[axis]));
    const slopes = values.flatMap((row, at) =>
      row.flatMap((value, column) => {
        const [right, below] = [row[column + 1], values[at + 1]?.[column]];
        if (right === undefined || below === undefined) return [];
        return Math.hypot(((right - value) * (looks - 1)) / width, ((below - value) * (looks - 1)) / height);
      }),
    );
    const all = values.flat();
    return {
      from: Math.min(...all),
      to: Math.max(...all),
      least: Math.min(...slopes),
      most: Math.max(...slopes),
    };
  };
  return { x: along(0), y: along(1) };
}

/**
 * The part of an axis that is shown, with all that the places in it are interpolated from, over the edge of the picture
 * too.
 */
function windowAround({ from, to, most }: ShownAxis, before: number): Window {
  const margin = 2 * Math.ceil((cell * most) / 2) + 2;
  const start = Math.max(-margin, 2 * Math.floor(Math.min(from, before) / 2) - margin);
  const end = Math.min(before + margin, 2 * Math.ceil(Math.max(to, 0) / 2) + margin);
  return [start, end];
}

/** A size in which a pixel of the result has as many samples as it needs, of twice the picture at most. */
function enlarged({ width, height }: Size, shown: { readonly x: ShownAxis; readonly y: ShownAxis }): Size {
  const factor = ({ least }: ShownAxis): number => Math.min(finesse, Math.max(1 / 2, finesse / least));
  const [x, y] = [factor(shown.x), factor(shown.y)];
  const less = Math.min(1, Math.sqrt(mostSamples / (width * x * height * y)));
  const even = (length: number): number => Math.max(2, 2 * Math.round(length / 2));
  return { width: even(width * x * less), height: even(height * y * less) };
}

/** What the maps of a plane follow from. */
interface Mapping {
  readonly warp: Warp;
  /** From a pixel of the picture before to the enlarged picture, counted from its edge. */
  readonly toFine: Matrix;
  readonly fine: Size;
  readonly after: Size;
}

/**
 * The two maps of a plane: for each of its pixels in the result the column and the row of the sample that it shows.
 *
 * @param step - pixels of the picture from one sample of the plane to the next.
 */
function mapsOf(graph: PlaneGraph, mapping: Mapping, step: number): readonly string[] {
  const { warp, toFine, fine, after } = mapping;
  const [width, height] = [after.width / step, after.height / step];
  const nodes = { width: Math.ceil(width / cell) + 1, height: Math.ceil(height / cell) + 1 };
  const lengths = [fine.width / step, fine.height / step] as const;
  // As many units to a sample as there is room for, so that interpolation is finer than samples.
  const units = lengths.map(length => Math.floor(largest / length));
  const [unitX = 1, unitY = 1] = units;
  const toUnits: Matrix = [unitX / step, 0, 0, 0, unitY / step, 0, 0, 0, 1];
  // A node stands at the edge between two pixels of the plane.
  const fromNode: Matrix = [cell * step, 0, -0.5, 0, cell * step, -0.5, 0, 0, 1];
  const steps: Warp = [...warp, homography(toFine), homography(toUnits)];
  const composed = steps.reduceRight<Warp>(composeWarp, identityWarp);
  return warpExpressions(composeWarp(composed, homography(fromNode))).map((expression, axis) => {
    const [length = 1, unit = 1] = [lengths[axis], units[axis]];
    return graph.apply(
      [],
      ...oneFrame('0x000000', nodes, 'gray16le'),
      { name: 'geq', options: { lum: `clip(${expression}+0.5,0,${largest})` } },
      scalePlane({ width: nodes.width * cell, height: nodes.height * cell }, 'bilinear'),
      crop(cell / 2, cell / 2, width, height),
      { name: 'lut', options: { c0: `clip(val/${unit},0,${length - 1})` } },
    );
  });
}

function homography(matrix: Matrix): Warp[number] {
  return { type: 'homography', matrix };
}
