import type { Filter, Fragment } from '../graph/filter-graph.ts';
import { type ColourChange, colourFilter } from './colour/colour-change.ts';
import { type Geometry, geometryFilter } from './geometry.ts';
import { type Kernel, kernelFilter } from './kernel.ts';
import { imageOverlay, type PlacedImage } from './placed-image.ts';

/** One thing that a step does to the picture, in terms that the compiler can compose and move. */
export type PictureOp =
  /** Moves pixels; `fill` is the colour (rrggbb) of what becomes free, `null` where nothing does. */
  | { readonly kind: 'geometry'; readonly geometry: Geometry; readonly fill: string | null }
  /** Changes each pixel's colour by that colour alone. */
  | { readonly kind: 'colour'; readonly change: ColourChange }
  /** Draws something that stands still: `plain` on the picture, `layers` on static layers of their own. */
  | { readonly kind: 'drawing'; readonly plain: readonly Filter[]; readonly layers: readonly Layer[] }
  /** Multiplies the picture by a fixed gain: what the filter makes of plain white. */
  | { readonly kind: 'mask'; readonly filter: Filter }
  /** A small convolution, which may change places with colour changes and geometry. */
  | { readonly kind: 'kernel'; readonly kernel: Kernel }
  /** Chooses and times frames without looking at them. */
  | { readonly kind: 'time'; readonly filters: Fragment }
  /** Puts frames between others that no step before may touch, or counts on the frames that there are: time does not move past it. */
  | { readonly kind: 'splice'; readonly fragment: Fragment }
  /** Lays a still picture over the picture. */
  | { readonly kind: 'image'; readonly image: PlacedImage }
  /** Anything else: stays where it is. `compiled` does the same for less, where there is such a thing. */
  | { readonly kind: 'opaque'; readonly filters: Fragment; readonly compiled?: Fragment };

/** A drawing in one colour on an empty static layer. */
export interface Layer {
  /** Six hex digits, `rrggbb`. */
  readonly colour: string;
  /** 0 (nothing is seen) to 1 (nothing is seen behind it). */
  readonly opacity: number;
  /** Filters that draw opaquely, in any colour, on a static layer with transparency. */
  readonly draw: readonly Filter[];
}

/** The filters that an ffmpeg user would write for an op. */
export function plainFilters(op: PictureOp): Fragment {
  switch (op.kind) {
    case 'geometry':
      return [geometryFilter(op.geometry, `0x${op.fill ?? '000000'}`), ...squarePixels(op.geometry)];
    case 'colour':
      return [colourFilter(op.change)];
    case 'drawing':
      return op.plain;
    case 'mask':
      return [op.filter];
    case 'kernel':
      return [kernelFilter(op.kernel)];
    case 'splice':
      return op.fragment;
    case 'image':
      return imageOverlay(op.image);
    case 'time':
    case 'opaque':
      return op.filters;
  }
}

/** `scale` makes pixels wide or tall where it stretches, and `vignette` follows their shape. */
function squarePixels({ type }: Geometry): readonly Filter[] {
  return type === 'scale' ? [{ name: 'setsar', options: { sar: '1' } }] : [];
}
