import type { Fragment } from '../graph/filter-graph.ts';
import { type ColourChange, colourFunction } from '../ir/colour/colour-change.ts';
import { lumaWeights, type Yuv } from '../ir/colour/colour-matrix.ts';
import { type Geometry, sizeAfter, warpStepOf } from '../ir/geometry.ts';
import type { Kernel } from '../ir/kernel.ts';
import type { PictureOp } from '../ir/picture-op.ts';
import { unmoved, type Warp, warpAgain } from '../ir/warp.ts';
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
 *     one warp → stages: runs of colour changes, kernels, sheets of what stands still
 *
 * in which each new op finds its place by changing places with what comes after it there:
 *
 * - geometry past every stage: sheets are moved too; past kernels and colours it is nearly exact;
 * - a colour change past kernels, nearly exactly, and past a sheet: its inks are changed too, unless too much shines
 *   through them or there is an image on it; then it begins a run of its own after the sheet;
 * - a drawing, an image or a mask: on top of the last sheet;
 * - a kernel: after everything;
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

/** A stage of the pending form, and the steps that have found a place in it. */
type Stage = { readonly steps: number[] } & (
  | { readonly does: 'colours'; readonly changes: ColourChange[] }
  | { readonly does: 'kernels'; readonly kernels: Kernel[] }
  | { readonly does: 'sheet'; readonly sheet: Sheet }
);

class PendingPicture {
  /** What has been written out. */
  readonly parts: GraphPart[] = [];
  readonly #picture: StreamBuilder;
  /** The picture where the pending form begins. */
  #before: PictureState;
  /** The picture where it ends. */
  #after: PictureState;
  #warp: Warp = unmoved;
  #warpSteps: number[] = [];
  #stages: Stage[] = [];

  constructor(start: PictureState, picture: StreamBuilder) {
    this.#picture = picture;
    this.#before = start;
    this.#after = start;
  }

  take(op: PictureOp, step: number): void {
    switch (op.kind) {
      case 'geometry':
        this.#move(op.geometry, op.fill, step);
        return;
      case 'colour':
        this.#changeColours(op.change, step);
        return;
      case 'drawing':
        for (const layer of op.layers) this.#topSheet(step).draw(layer, drawnColour(layer.colour));
        return;
      case 'image':
        this.#topSheet(step).place(op.image);
        return;
      case 'mask':
        this.#topSheet(step).mask(op.filter);
        return;
      case 'kernel': {
        const last = this.#stages.at(-1);
        if (last?.does === 'kernels') {
          last.steps.push(step);
          last.kernels.push(op.kernel);
        } else this.#stages.push({ does: 'kernels', kernels: [op.kernel], steps: [step] });
        return;
      }
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
    this.#write('warp', realiseWarp(this.#warp, this.#before, this.#after), this.#warpSteps);
    for (const stage of this.#stages) this.#write(stage.does, this.#realise(stage), stage.steps);
    this.#before = this.#after;
    this.#warp = unmoved;
    this.#warpSteps = [];
    this.#stages = [];
  }

  #realise(stage: Stage): readonly Fragment[] {
    switch (stage.does) {
      case 'colours':
        return realiseColours(stage.changes, this.#after);
      case 'kernels':
        return [stage.kernels.map(kernel => realiseKernel(kernel, this.#after))];
      case 'sheet':
        return stage.sheet.isEmpty ? [] : [{ chains: stage.sheet.chains() }];
    }
  }

  #write(does: GraphPart['does'], fragments: readonly Fragment[], steps: readonly number[]): void {
    for (const fragment of fragments) this.#picture.append(fragment);
    if (steps.length > 0) this.parts.push(graphPart(does, fragments, steps));
  }

  #move(geometry: Geometry, fill: string | null, step: number): void {
    this.#warpSteps.push(step);
    this.#warp = warpAgain(this.#warp, warpStepOf(geometry, this.#after));
    // What becomes free lies above all that is there, so only the last sheet is filled.
    const top = fill === null ? null : this.#topSheet(step);
    for (const stage of this.#stages) {
      if (stage.does !== 'sheet') continue;
      if (stage.sheet !== top && !stage.sheet.isEmpty) stage.steps.push(step);
      stage.sheet.move(geometry, stage.sheet === top && fill !== null ? drawnColour(fill) : null);
    }
    this.#after = { ...this.#after, ...sizeAfter(geometry, this.#after) };
  }

  #changeColours(change: ColourChange, step: number): void {
    const apply = colourFunction(change, lumaWeights(this.#after.colorSpace));
    const blocking = this.#stages.findLastIndex(
      stage => stage.does === 'colours' || (stage.does === 'sheet' && !canRecolour(stage.sheet, apply)),
    );
    for (const stage of this.#stages.slice(blocking + 1)) {
      if (stage.does !== 'sheet') continue;
      if (!stage.sheet.isEmpty) stage.steps.push(step);
      stage.sheet.recolour(apply);
    }
    const before = this.#stages[blocking];
    if (before?.does === 'colours') {
      before.steps.push(step);
      before.changes.push(change);
    } else this.#stages.splice(blocking + 1, 0, { does: 'colours', changes: [change], steps: [step] });
  }

  /** The sheet above everything. */
  #topSheet(step: number): Sheet {
    const last = this.#stages.at(-1);
    if (last?.does === 'sheet') {
      last.steps.push(step);
      return last.sheet;
    }
    const sheet = new Sheet(this.#after);
    this.#stages.push({ does: 'sheet', sheet, steps: [step] });
    return sheet;
  }
}

/** Whether a change of colour below a sheet, and of its inks, looks as one of picture and sheet together. */
function canRecolour(sheet: Sheet, change: (colour: Yuv) => Yuv): boolean {
  return !sheet.holdsImage && sheet.inks.every(ink => shineThrough(ink, change) <= shineThroughTolerance);
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
