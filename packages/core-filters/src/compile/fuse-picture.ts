import type { Fragment } from '../graph/filter-graph.ts';
import { type ColourChange, colourFunction } from '../ir/colour/colour-change.ts';
import { lumaWeights, type Yuv } from '../ir/colour/colour-matrix.ts';
import { matrixOf, sizeAfter } from '../ir/geometry.ts';
import type { Kernel } from '../ir/kernel.ts';
import { identity, type Matrix, multiply } from '../ir/matrix.ts';
import type { PictureOp } from '../ir/picture-op.ts';
import { type GraphPart, graphPart } from './graph-part.ts';
import { type PictureState, plainOp } from './plain-op.ts';
import { realiseColours } from './realise-colours.ts';
import { realiseKernel } from './realise-kernel.ts';
import { realiseWarp } from './realise-warp.ts';
import { Sheet } from './sheet.ts';
import { drawnColour } from './sheet-colour.ts';
import type { StreamBuilder } from './stream-builder.ts';

/** Levels by which a colour change may treat what shines through a translucent drawing otherwise than the chain. */
const shineThroughTolerance = 3;

/**
 * Compiles ops on the picture into few filters that look the same. Ops are taken in their order into a pending form
 *
 *     one warp → one run of colour changes → kernels → one sheet of everything that stands still
 *
 * in which each new op finds its place by changing places with what comes after it there:
 *
 * - geometry past the sheet: the sheet is moved too; past kernels and colours: nearly exact;
 * - a colour change past the sheet: its inks are changed too, unless too much shines through them or there is an
 *   image on it; past kernels: nearly exact;
 * - a drawing, an image or a mask: on top of the sheet;
 * - a kernel: only while the sheet is empty;
 * - time: to the front of everything, so that frames that are dropped are never filtered, but never past a splice;
 * - anything else: the pending form is written out first.
 */
export function fusePicture(
  ops: readonly StepOp[],
  start: PictureState,
  picture: StreamBuilder,
): readonly GraphPart[] {
  const pending = new PendingPicture(start, picture);
  for (const { op, step } of timeFirst(ops)) pending.take(op, step);
  pending.flush();
  return pending.parts;
}

/** An op, and the index of the step that it comes from. */
export interface StepOp {
  readonly op: PictureOp;
  readonly step: number;
}

function timeFirst(ops: readonly StepOp[]): readonly StepOp[] {
  const splice = ops.findIndex(({ op }) => op.kind === 'splice');
  const before = splice === -1 ? ops : ops.slice(0, splice);
  const isTime = ({ op }: StepOp): boolean => op.kind === 'time';
  const ordered = [...before.filter(isTime), ...before.filter(one => !isTime(one))];
  return splice === -1
    ? ordered
    : [...ordered, ...ops.slice(splice, splice + 1), ...timeFirst(ops.slice(splice + 1))];
}

/** The places of the pending form. */
const places = ['warp', 'colours', 'kernels', 'sheet'] as const;

class PendingPicture {
  /** What has been written out. */
  readonly parts: GraphPart[] = [];
  readonly #picture: StreamBuilder;
  /** The steps that have found a place in the pending form. */
  #steps = noSteps();
  /** The picture where the pending form begins. */
  #before: PictureState;
  /** The picture where it ends. */
  #after: PictureState;
  #matrix: Matrix = identity;
  #colours: ColourChange[] = [];
  #kernels: Kernel[] = [];
  #sheet: Sheet;

  constructor(start: PictureState, picture: StreamBuilder) {
    this.#picture = picture;
    this.#before = start;
    this.#after = start;
    this.#sheet = new Sheet(start);
  }

  take(op: PictureOp, step: number): void {
    switch (op.kind) {
      case 'geometry': {
        this.#steps.warp.push(step);
        if (op.fill !== null || !this.#sheet.isEmpty) this.#steps.sheet.push(step);
        this.#matrix = multiply(this.#matrix, matrixOf(op.geometry, this.#after));
        this.#sheet.move(op.geometry, op.fill === null ? null : drawnColour(op.fill));
        this.#after = { ...this.#after, ...sizeAfter(op.geometry, this.#after) };
        return;
      }
      case 'colour':
        this.#changeColours(op.change, step);
        return;
      case 'drawing':
        this.#steps.sheet.push(step);
        for (const layer of op.layers) this.#sheet.draw(layer, drawnColour(layer.colour));
        return;
      case 'image':
        this.#steps.sheet.push(step);
        this.#sheet.place(op.image);
        return;
      case 'mask':
        this.#steps.sheet.push(step);
        this.#sheet.mask(op.filter);
        return;
      case 'kernel':
        if (!this.#sheet.isEmpty) this.flush();
        this.#steps.kernels.push(step);
        this.#kernels.push(op.kernel);
        return;
      case 'opaque':
        this.flush();
        this.#write('as it is', [op.compiled ?? op.filters], [step]);
        return;
      case 'time':
      case 'splice':
        this.flush();
        this.#write(op.kind, [plainOp(op, this.#after.colorSpace)], [step]);
        return;
    }
  }

  /** Writes the pending form out and begins anew. */
  flush(): void {
    const form = {
      warp: [realiseWarp(this.#matrix, this.#before, this.#after)],
      colours: realiseColours(this.#colours, this.#after),
      kernels: [this.#kernels.map(kernel => realiseKernel(kernel, this.#after))],
      sheet: this.#sheet.isEmpty ? [] : [{ chains: this.#sheet.chains() }],
    };
    for (const place of places) this.#write(place, form[place], this.#steps[place]);
    this.#steps = noSteps();
    this.#before = this.#after;
    this.#matrix = identity;
    this.#colours = [];
    this.#kernels = [];
    this.#sheet = new Sheet(this.#after);
  }

  #write(does: GraphPart['does'], fragments: readonly Fragment[], steps: readonly number[]): void {
    for (const fragment of fragments) this.#picture.append(fragment);
    if (steps.length > 0) this.parts.push(graphPart(does, fragments, steps));
  }

  #changeColours(change: ColourChange, step: number): void {
    const apply = colourFunction(change, lumaWeights(this.#after.colorSpace));
    const tooMuchShinesThrough = this.#sheet.inks.some(
      ink => shineThrough(ink, apply) > shineThroughTolerance,
    );
    if (tooMuchShinesThrough || this.#sheet.holdsImage) this.flush();
    if (!this.#sheet.isEmpty) this.#steps.sheet.push(step);
    this.#sheet.recolour(apply);
    this.#steps.colours.push(step);
    this.#colours.push(change);
  }
}

function noSteps(): Record<(typeof places)[number], number[]> {
  return { warp: [], colours: [], kernels: [], sheet: [] };
}

/**
 * How differently a change treats a picture under an ink and picture and ink apart, at worst over neutral pictures,
 * in levels: 0 for opaque inks and for changes that are linear.
 */
function shineThrough(
  ink: { readonly colour: Yuv; readonly opacity: number },
  change: (colour: Yuv) => Yuv,
): number {
  if (ink.opacity === 1) return 0;
  const over = (above: Yuv, below: Yuv): Yuv =>
    [0, 1, 2].map(at => mix(above, below, at, ink.opacity)) as unknown as Yuv;
  const differences = [40, 80, 120, 160, 200].flatMap(luma => {
    const below: Yuv = [luma, 128, 128];
    const together = change(over(ink.colour, below));
    const apart = over(change(ink.colour), change(below));
    return together.map((value, at) => Math.abs(value - (apart[at] ?? 0)));
  });
  return Math.max(...differences);
}

function mix(above: Yuv, below: Yuv, at: number, opacity: number): number {
  return opacity * (above[at] ?? 0) + (1 - opacity) * (below[at] ?? 0);
}
