import type { Filter, FilterChain } from '../graph/filter-graph.ts';
import type { ColourChange } from '../ir/colour/colour-change.ts';
import type { Yuv } from '../ir/colour/colour-matrix.ts';
import { type Geometry, geometryFilter, type Size, sizeAfter } from '../ir/geometry.ts';
import type { Layer } from '../ir/picture-op.ts';
import { imageSheet, type PlacedImage } from '../ir/placed-image.ts';
import { plainColour } from './plain-op.ts';
import { colourText, drawnColour, setColour } from './sheet-colour.ts';

/**
 * Everything that stands still above the picture: drawings, masks, and the colour of what geometry leaves free. A
 * sheet is one frame with transparency that is made once and laid over every frame, so that what happens to it
 * costs nothing a frame.
 */
export class Sheet {
  #items: SheetItem[] = [];
  #size: Size;

  /** @param size - of the picture that it lies on. */
  constructor(size: Size) {
    this.#size = size;
  }

  get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  /** The colours on the sheet and how opaque each is; of a mask, that it is translucent; of an image, what may be in one. */
  get inks(): readonly { readonly colour: Yuv; readonly opacity: number }[] {
    return this.#items.flatMap(item => {
      if (item.kind === 'image')
        return coloursOfImages.map(colour => ({ colour, opacity: item.image.opacity }));
      if (item.kind === 'geometry') return item.fill === null ? [] : [{ colour: item.fill, opacity: 1 }];
      return [{ colour: item.colour, opacity: item.kind === 'layer' ? item.layer.opacity : 0.5 }];
    });
  }

  place(image: PlacedImage): void {
    this.#items.push({ kind: 'image', image, changes: [] });
  }

  draw(layer: Layer, colour: Yuv): void {
    this.#items.push({ kind: 'layer', layer, colour });
  }

  /** Darkens by what a filter makes of white. */
  mask(filter: Filter): void {
    this.#items.push({ kind: 'mask', filter, colour: [0, 128, 128] });
  }

  /** Moves what is on the sheet as the picture is moved. */
  move(geometry: Geometry, fill: Yuv | null): void {
    // What is empty stays empty, unless something becomes free.
    if (this.isEmpty && fill === null) this.#size = sizeAfter(geometry, this.#size);
    else this.#items.push({ kind: 'geometry', geometry, fill });
  }

  /**
   * Changes every colour on the sheet: those of images by the change's own filter, which takes next to no time on one frame.
   *
   * @param apply - what the change does to one colour.
   */
  recolour(change: ColourChange, apply: (colour: Yuv) => Yuv): void {
    this.#items = this.#items.map(item => {
      if (item.kind === 'image') return { ...item, changes: [...item.changes, change] };
      if (item.kind === 'geometry') return item.fill === null ? item : { ...item, fill: apply(item.fill) };
      return { ...item, colour: apply(item.colour) };
    });
  }

  /** Chains that read the picture as `in`, lay the sheet over it and make `out`. */
  chains(): readonly FilterChain[] {
    const builder = new SheetChains(this.#size);
    for (const item of this.#items) builder.add(item);
    return builder.build();
  }
}

type SheetItem =
  | { readonly kind: 'layer'; readonly layer: Layer; readonly colour: Yuv }
  | { readonly kind: 'image'; readonly image: PlacedImage; readonly changes: readonly ColourChange[] }
  | { readonly kind: 'mask'; readonly filter: Filter; readonly colour: Yuv }
  | { readonly kind: 'geometry'; readonly geometry: Geometry; readonly fill: Yuv | null };

/** Black, grey, white, and the six strong colours between grey and full. */
const coloursOfImages: readonly Yuv[] = [
  ...[16, 126, 235].map((luma): Yuv => [luma, 128, 128]),
  ...['bf4040', '40bf40', '4040bf', 'bfbf40', '40bfbf', 'bf40bf'].map(drawnColour),
];

class SheetChains {
  readonly #chains: FilterChain[] = [];
  #size: Size;
  /** The sheet so far: a label and filters that are still to act on it; `null` while it is empty. */
  #open: { readonly input: readonly string[]; filters: Filter[] } | null = null;
  #labels = 0;

  constructor(size: Size) {
    this.#size = size;
  }

  add(item: SheetItem): void {
    if (item.kind === 'geometry') {
      this.#open ??= { input: [], filters: blank(this.#size) };
      this.#open.filters.push(geometryFilter(item.geometry, colourText(item.fill ?? [16, 128, 128])));
      this.#size = sizeAfter(item.geometry, this.#size);
    } else if (item.kind === 'image') this.#place(item);
    else if (item.kind === 'layer') this.#lay([], layerFilters(item, this.#size));
    else this.#lay([this.#maskSheet(item.filter)], [setColour(item.colour, 1)]);
  }

  build(): readonly FilterChain[] {
    const sheet = this.#close([{ name: 'format', options: { pix_fmts: 'yuva420p' } }]);
    const overlay: Filter = { name: 'overlay', options: { format: 'yuv420' } };
    return [...this.#chains, { inputs: ['in', sheet], filters: [overlay], outputs: ['out'] }];
  }

  /** Lays one more sheet over the sheet so far. */
  #lay(input: readonly string[], filters: Filter[]): void {
    if (this.#open === null) {
      this.#open = { input, filters };
      return;
    }
    const below = this.#close([]);
    const above = this.#label();
    this.#chains.push({ inputs: input, filters, outputs: [above] });
    this.#open = { input: [below, above], filters: [{ name: 'overlay', options: { format: 'yuv444' } }] };
  }

  #place({ image, changes }: Extract<SheetItem, { kind: 'image' }>): void {
    const [below, drawn] = [this.#close([]), this.#label()];
    this.#chains.push(imageSheet(image, 'yuva444p', drawn));
    const above = changes.length === 0 ? drawn : this.#recoloured(drawn, image, changes);
    const { x, y } = image.place;
    this.#open = {
      input: [below, above],
      filters: [{ name: 'overlay', options: { x, y, format: 'yuv444' } }],
    };
  }

  /** Not every filter of a colour change keeps transparency, so it is taken off and put back. */
  #recoloured(drawn: string, { colorSpace }: PlacedImage, changes: readonly ColourChange[]): string {
    const [picture, alpha, opacity, changed, merged] = [0, 1, 2, 3, 4].map(() => this.#label()) as [
      string,
      string,
      string,
      string,
      string,
    ];
    const opaque: Filter = { name: 'format', options: { pix_fmts: 'yuv444p' } };
    this.#chains.push(
      { inputs: [drawn], filters: [{ name: 'split', options: { outputs: 2 } }], outputs: [picture, alpha] },
      { inputs: [alpha], filters: [{ name: 'alphaextract', options: {} }], outputs: [opacity] },
      {
        inputs: [picture],
        filters: [opaque, ...changes.flatMap(change => plainColour(change, colorSpace, 'yuv444p')), opaque],
        outputs: [changed],
      },
      {
        inputs: [changed, opacity],
        filters: [{ name: 'alphamerge', options: {} }],
        outputs: [merged],
      },
    );
    return merged;
  }

  /** A black sheet that is as transparent as the filter leaves white. */
  #maskSheet(filter: Filter): string {
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
    const { input, filters } = this.#open ?? { input: [], filters: blank(this.#size) };
    this.#chains.push({ inputs: input, filters: [...filters, ...last], outputs: [label] });
    this.#open = null;
    return label;
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

/** One frame, wholly transparent. */
function blank(size: Size): Filter[] {
  return oneFrame('0x00000000', size, 'yuva444p');
}

/** One frame of the highest value in every sample. */
function white(size: Size): Filter[] {
  return [...oneFrame('0xffffff', size, 'gray'), { name: 'lut', options: { c0: '255' } }];
}

function oneFrame(color: string, { width, height }: Size, pixelFormat: string): Filter[] {
  return [
    { name: 'color', options: { color, size: `${width}x${height}`, rate: '1' } },
    { name: 'format', options: { pix_fmts: pixelFormat } },
    { name: 'trim', options: { end_frame: 1 } },
  ];
}
