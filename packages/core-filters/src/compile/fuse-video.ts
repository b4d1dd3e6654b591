import type { Fragment } from '../graph/filter-graph.ts';
import { type ColourChange, colourFunction } from '../ir/colour/colour-change.ts';
import { lumaWeights, type Yuv } from '../ir/colour/colour-matrix.ts';
import { type Geometry, sizeAfter, warpStepOf } from '../ir/geometry.ts';
import type { Kernel } from '../ir/kernel.ts';
import type { PictureOp } from '../ir/picture-op.ts';
import { composeWarp, identityWarp, type Warp } from '../ir/warp.ts';
import { type GraphPart, graphPart } from './graph-part.ts';
import { drawnColour } from './paint.ts';
import { plainOp, type VideoState } from './plain-op.ts';
import { realiseColours } from './realise-colour.ts';
import { realiseKernel } from './realise-kernel.ts';
import { realiseWarp } from './realise-warp.ts';
import { StaticLayer } from './static-layer.ts';
import type { StreamBuilder } from './stream-builder.ts';

/** Levels by which a colour change may treat what shines through a translucent drawing otherwise than the chain. */
const shineThroughTolerance = 3;

/**
 * Compiles ops on the video into few filters that look the same. Ops are taken in their order into a fused form
 *
 *     one warp → passes: runs of colour changes, kernels, static layers of what stands still
 *
 * in which each new op finds its place by changing places with what comes after it there:
 *
 * - geometry past every pass: static layers are moved too; past kernels and colours it is nearly exact;
 * - a colour change past kernels, nearly exactly, and past a static layer: its paints are changed too, unless too much shines
 *   through them or there is an image on it; then it begins a separate run after the static layer;
 * - a drawing, an image or a mask: on top of the last static layer;
 * - a kernel: after everything;
 * - time: to the front of everything, so that frames that are dropped are never filtered, but never past a splice;
 * - anything else: the fused form is written out first.
 */
export function fuseVideo(
  ops: readonly StepOp[],
  start: VideoState,
  video: StreamBuilder,
): readonly GraphPart[] {
  const fused = new FusedVideo(start, video);
  for (const { op, step } of timeFirst(ops)) fused.take(op, step);
  fused.flush();
  return fused.parts;
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

/** A pass of the fused form, and the steps that have found a place in it. */
type Pass = { readonly steps: number[] } & (
  | { readonly does: 'colours'; readonly changes: ColourChange[] }
  | { readonly does: 'kernels'; readonly kernels: Kernel[] }
  | { readonly does: 'sheet'; readonly staticLayer: StaticLayer }
);

class FusedVideo {
  /** What has been written out. */
  readonly parts: GraphPart[] = [];
  readonly #video: StreamBuilder;
  /** The video where the fused form begins. */
  #before: VideoState;
  /** The video where it ends. */
  #after: VideoState;
  #warp: Warp = identityWarp;
  #warpSteps: number[] = [];
  #passes: Pass[] = [];

  constructor(start: VideoState, video: StreamBuilder) {
    this.#video = video;
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
        for (const layer of op.layers) this.#topStaticLayer(step).draw(layer, drawnColour(layer.colour));
        return;
      case 'image':
        this.#topStaticLayer(step).place(op.image);
        return;
      case 'mask':
        this.#topStaticLayer(step).mask(op.filter);
        return;
      case 'kernel': {
        const last = this.#passes.at(-1);
        if (last?.does === 'kernels') {
          last.steps.push(step);
          last.kernels.push(op.kernel);
        } else this.#passes.push({ does: 'kernels', kernels: [op.kernel], steps: [step] });
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

  /** Writes the fused form out and begins a new one. */
  flush(): void {
    this.#write('warp', realiseWarp(this.#warp, this.#before, this.#after), this.#warpSteps);
    for (const pass of this.#passes) this.#write(pass.does, this.#realise(pass), pass.steps);
    this.#before = this.#after;
    this.#warp = identityWarp;
    this.#warpSteps = [];
    this.#passes = [];
  }

  #realise(pass: Pass): readonly Fragment[] {
    switch (pass.does) {
      case 'colours':
        return realiseColours(pass.changes, this.#after);
      case 'kernels':
        return [pass.kernels.map(kernel => realiseKernel(kernel, this.#after))];
      case 'sheet':
        return pass.staticLayer.isEmpty ? [] : [{ chains: pass.staticLayer.chains() }];
    }
  }

  #write(does: GraphPart['does'], fragments: readonly Fragment[], steps: readonly number[]): void {
    for (const fragment of fragments) this.#video.append(fragment);
    if (steps.length > 0) this.parts.push(graphPart(does, fragments, steps));
  }

  #move(geometry: Geometry, fill: string | null, step: number): void {
    this.#warpSteps.push(step);
    this.#warp = composeWarp(this.#warp, warpStepOf(geometry, this.#after));
    // What becomes free lies above all that is there, so only the last static layer is filled.
    const top = fill === null ? null : this.#topStaticLayer(step);
    for (const pass of this.#passes) {
      if (pass.does !== 'sheet') continue;
      if (pass.staticLayer !== top && !pass.staticLayer.isEmpty) pass.steps.push(step);
      pass.staticLayer.move(geometry, pass.staticLayer === top && fill !== null ? drawnColour(fill) : null);
    }
    this.#after = { ...this.#after, ...sizeAfter(geometry, this.#after) };
  }

  #changeColours(change: ColourChange, step: number): void {
    const apply = colourFunction(change, lumaWeights(this.#after.colorSpace));
    const blocking = this.#passes.findLastIndex(
      pass => pass.does === 'colours' || (pass.does === 'sheet' && !canRecolour(pass.staticLayer, apply)),
    );
    for (const pass of this.#passes.slice(blocking + 1)) {
      if (pass.does !== 'sheet') continue;
      if (!pass.staticLayer.isEmpty) pass.steps.push(step);
      pass.staticLayer.recolour(apply);
    }
    const before = this.#passes[blocking];
    if (before?.does === 'colours') {
      before.steps.push(step);
      before.changes.push(change);
    } else this.#passes.splice(blocking + 1, 0, { does: 'colours', changes: [change], steps: [step] });
  }

  /** The static layer above everything. */
  #topStaticLayer(step: number): StaticLayer {
    const last = this.#passes.at(-1);
    if (last?.does === 'sheet') {
      last.steps.push(step);
      return last.staticLayer;
    }
    const staticLayer = new StaticLayer(this.#after);
    this.#passes.push({ does: 'sheet', staticLayer, steps: [step] });
    return staticLayer;
  }
}

/** Whether a change of colour below a static layer, and of its paints, looks as one of picture and static layer together. */
function canRecolour(staticLayer: StaticLayer, change: (colour: Yuv) => Yuv): boolean {
  return (
    !staticLayer.holdsImage &&
    staticLayer.paints.every(paint => shineThrough(paint, change) <= shineThroughTolerance)
  );
}

/**
 * How differently a change treats a picture under a paint and picture and paint apart, at worst over neutral pictures,
 * in levels: 0 for opaque paints and for changes that are linear.
 */
function shineThrough(
  paint: { readonly colour: Yuv; readonly opacity: number },
  change: (colour: Yuv) => Yuv,
): number {
  if (paint.opacity === 1) return 0;
  const over = (above: Yuv, below: Yuv): Yuv =>
    [0, 1, 2].map(at => mix(above, below, at, paint.opacity)) as unknown as Yuv;
  const differences = [40, 80, 120, 160, 200].flatMap(luma => {
    const below: Yuv = [luma, 128, 128];
    const together = change(over(paint.colour, below));
    const apart = over(change(paint.colour), change(below));
    return together.map((value, at) => Math.abs(value - (apart[at] ?? 0)));
  });
  return Math.max(...differences);
}

function mix(above: Yuv, below: Yuv, at: number, opacity: number): number {
  return opacity * (above[at] ?? 0) + (1 - opacity) * (below[at] ?? 0);
}
