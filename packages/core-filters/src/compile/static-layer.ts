import type { Filter, FilterChain } from '../graph/filter-graph.ts';
import type { Yuv } from '../ir/colour/colour-matrix.ts';
import { type Geometry, geometryFilter, resamples, type Size, sizeAfter } from '../ir/geometry.ts';
import type { Layer } from '../ir/picture-op.ts';
import { imageLayer, type PlacedImage } from '../ir/placed-image.ts';
import { byOpacity } from './by-opacity.ts';
import { oneFrame } from './one-frame.ts';
import { colourText, hasRgb, setColour } from './paint.ts';

/**
 * Everything that stands still above the picture: drawings, masks, and the colour of what geometry leaves free. A
 * static layer is one frame with transparency that is made once and laid over every frame, so that what happens to it
 * costs nothing a frame.
 */
export class StaticLayer {
  #items: StaticLayerItem[] = [];
  #size: Size;

  /** @param size - of the picture that it lies on. */
  constructor(size: Size) {
    this.#size = size;
  }

  get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  /** The colours on the static layer and how opaque each is; of a mask, that it is translucent. */
  get paints(): readonly { readonly colour: Yuv; readonly opacity: number }[] {
    return this.#items.flatMap(item => {
      if (item.kind === 'image') return [];
      if (item.kind === 'geometry') return item.fill === null ? [] : [{ colour: item.fill, opacity: 1 }];
      return [{ colour: item.colour, opacity: item.kind === 'layer' ? item.layer.opacity : 0.5 }];
    });
  }

  /** Whether there is an image on the static layer, which {@link recolour} cannot change. */
  get holdsImage(): boolean {
    return this.#items.some(item => item.kind === 'image');
  }

  place(image: PlacedImage): void {
    this.#items.push({ kind: 'image', image });
  }

  draw(layer: Layer, colour: Yuv): void {
    this.#items.push({ kind: 'layer', layer, colour });
  }

  /** Darkens by what a filter makes of white. */
  mask(filter: Filter): void {
    this.#items.push({ kind: 'mask', filter, colour: [0, 128, 128] });
  }

  /** Moves what is on the static layer as the picture is moved. */
  move(geometry: Geometry, fill: Yuv | null): void {
    // What is empty stays empty, unless something becomes free.
    if (this.isEmpty && fill === null) this.#size = sizeAfter(geometry, this.#size);
    else this.#items.push({ kind: 'geometry', geometry, fill });
  }

  /** Changes every colour on the static layer, but for those of images. */
  recolour(change: (colour: Yuv) => Yuv): void {
    this.#items = this.#items.map(item => {
      if (item.kind === 'image') return item;
      if (item.kind === 'geometry') return item.fill === null ? item : { ...item, fill: change(item.fill) };
      return { ...item, colour: change(item.colour) };
    });
  }

  /** Chains that read the picture as `in`, lay the static layer over it and make `out`. */
  chains(): readonly FilterChain[] {
    const builder = new StaticLayerChains(
      this.#size,
      this.paints.every(({ colour: [y] }) => Math.round(y) >= black),
    );
    for (const item of this.#items) builder.add(item);
    return builder.build();
  }
}

type StaticLayerItem =
  | { readonly kind: 'layer'; readonly layer: Layer; readonly colour: Yuv }
  | { readonly kind: 'image'; readonly image: PlacedImage }
  | { readonly kind: 'mask'; readonly filter: Filter; readonly colour: Yuv }
  | { readonly kind: 'geometry'; readonly geometry: Geometry; readonly fill: Yuv | null };

/** The static layer so far, while filters are still to act on it. */
interface OpenLayer {
  readonly input: readonly string[];
  readonly filters: Filter[];
  /**
   * What is transparent has a colour too, and no edge may show it. Where there is one colour alone, it is everywhere.
   * Many are multiplied by their opacity before pixels are mixed, so that what is transparent weighs nothing.
   */
  colours: 'one' | 'many' | 'multiplied';
}

class StaticLayerChains {
  readonly #chains: FilterChain[] = [];
  #size: Size;
  /** Whether colours may be multiplied by their opacity, which those darker than black do not survive. */
  readonly #multiplies: boolean;
  /** `null` while there is nothing on the static layer. */
  #open: OpenLayer | null = null;
  #labels = 0;

  constructor(size: Size, multiplies: boolean) {
    this.#size = size;
    this.#multiplies = multiplies;
  }

  add(item: StaticLayerItem): void {
    if (item.kind === 'geometry') this.#move(item.geometry, item.fill);
    else if (item.kind === 'image') this.#place(item.image);
    else if (item.kind === 'layer') this.#lay([], layerFilters(item, this.#size));
    else this.#lay([this.#maskLayer(item.filter)], [setColour(item.colour, 1)]);
  }

  #move(geometry: Geometry, fill: Yuv | null): void {
    const colour = fill !== null && hasRgb(fill) ? colourText(fill) : transparent;
    const size = this.#size;
    this.#open ??= { input: [], filters: blank(size), colours: 'one' };
    if (this.#open.colours === 'many' && this.#multiplies && resamples(geometry)) {
      this.#open = this.#multiplied(this.#close([]));
    }
    this.#open.filters.push(geometryFilter(geometry, colour));
    if (colour !== transparent && this.#open.colours === 'one') this.#open.colours = 'many';
    this.#size = sizeAfter(geometry, size);
    // A colour darker than black, which filters cannot fill with, gets a separate static layer.
    if (fill !== null && colour === transparent) {
      this.#lay([], [...blank(size), geometryFilter(geometry, opaque), setColour(fill, 1)]);
    }
  }

  build(): readonly FilterChain[] {
    const staticLayer = this.#close([{ name: 'format', options: { pix_fmts: 'yuva420p' } }]);
    const overlay: Filter = { name: 'overlay', options: { format: 'yuv420' } };
    return [...this.#chains, { inputs: ['in', staticLayer], filters: [overlay], outputs: ['out'] }];
  }

  /** Lays one more static layer over the static layer so far. */
  #lay(input: readonly string[], filters: Filter[]): void {
    if (this.#open === null) {
      this.#open = { input, filters, colours: 'one' };
      return;
    }
    const below = this.#close([]);
    const above = this.#label();
    this.#chains.push({ inputs: input, filters, outputs: [above] });
    const overlay: Filter = { name: 'overlay', options: { format: 'yuv444' } };
    this.#open = { input: [below, above], filters: [overlay], colours: 'many' };
  }

  #place(image: PlacedImage): void {
    const [below, above] = [this.#close([]), this.#label()];
    this.#chains.push(imageLayer(image, 'yuva444p', above));
    const { x, y } = image.place;
    this.#open = {
      input: [below, above],
      filters: [{ name: 'overlay', options: { x, y, format: 'yuv444' } }],
      colours: 'many',
    };
  }

  /** A black static layer that is as transparent as the filter leaves white. */
  #maskLayer(filter: Filter): string {
    const [black, alpha, merged] = [this.#label(), this.#label(), this.#label()];
    const darkness = [...white(this.#size), filter, { name: 'negate', options: {} }];
    this.#chains.push({ inputs: [], filters: blank(this.#size), outputs: [black] });
    this.#chains.push({ inputs: [], filters: darkness, outputs: [alpha] });
    this.#chains.push({
      inputs: [black, alpha],
      filters: [{ name: 'alphamerge', options: {} }],
      outputs: [merged],
    });
    return merged;
  }

  #close(last: readonly Filter[]): string {
    const label = this.#label();
    const { input, filters, colours } = this.#open ?? { input: [], filters: blank(this.#size) };
    this.#open = null;
    if (colours !== 'multiplied') {
      this.#chains.push({ inputs: input, filters: [...filters, ...last], outputs: [label] });
      return label;
    }
    const multiplied = this.#label();
    this.#chains.push({ inputs: input, filters, outputs: [multiplied] });
    const planes = byOpacity('divide', multiplied, () => this.#label());
    this.#chains.push(...planes.chains);
    this.#chains.push({ inputs: planes.inputs, filters: [...planes.filters, ...last], outputs: [label] });
    return label;
  }

  #multiplied(layer: string): OpenLayer {
    const planes = byOpacity('multiply', layer, () => this.#label());
    this.#chains.push(...planes.chains);
    return { input: planes.inputs, filters: [...planes.filters], colours: 'multiplied' };
  }

  #label(): string {
    return `s${this.#labels++}`;
  }
}

function layerFilters(
  { layer, colour }: { readonly layer: Layer; readonly colour: Yuv },
  size: Size,
): Filter[] {
  return [...blank(size), ...layer.draw, setColour(colour, layer.opacity)];
}

/** Luma of black. */
const black = 16;

const transparent = '0x00000000';
const opaque = '0x000000ff';

/** One frame, wholly transparent. */
function blank(size: Size): Filter[] {
  return oneFrame(transparent, size, 'yuva444p');
}

/** One frame of the highest value in every sample. */
function white(size: Size): Filter[] {
  return [...oneFrame('0xffffff', size, 'gray'), { name: 'lut', options: { c0: '255' } }];
}
