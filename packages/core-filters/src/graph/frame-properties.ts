import type { Filter } from './filter-graph.ts';

/** @see https://ffmpeg.org/ffmpeg-filters.html#setparams-1 */
const knownPrimaries: ReadonlySet<string> = new Set([
  ...['bt709', 'bt470m', 'bt470bg', 'smpte170m', 'smpte240m', 'film', 'bt2020'],
  ...['smpte428', 'smpte431', 'smpte432', 'ebu3213'],
]);

const knownTransfers: ReadonlySet<string> = new Set([
  ...['bt709', 'bt470m', 'bt470bg', 'smpte170m', 'smpte240m', 'linear', 'log100', 'log316', 'iec61966-2-4'],
  ...['bt1361e', 'iec61966-2-1', 'bt2020-10', 'bt2020-12', 'smpte2084', 'smpte428', 'arib-std-b67'],
]);

const knownMatrices: ReadonlySet<string> = new Set([
  ...['bt709', 'fcc', 'bt470bg', 'smpte170m', 'smpte240m', 'ycgco', 'bt2020nc', 'bt2020c'],
  ...['smpte2085', 'chroma-derived-nc', 'chroma-derived-c', 'ictcp'],
]);

/**
 * What every frame inside a graph says of itself: the normalised form, and nothing of where its colours come from. Filters
 * take what they do not know from these properties, each version of ffmpeg in its own way: from 7 on all that meets in a
 * filter is converted to one range and one matrix, and fills and drawings follow the matrix. So no filter knows more than
 * this, conversions name their matrix, and {@link statedProperties} says at the end what is true.
 */
export const workingProperties: Filter = setParameters({
  primaries: 'unknown',
  transfer: 'unknown',
  matrix: 'unknown',
});

/** Where the colours of a picture in limited range come from, by ffmpeg's names; `unknown` where nothing says so. */
export interface ColourProperties {
  readonly primaries: string;
  readonly transfer: string;
  readonly matrix: string;
}

/**
 * The filters at the end of a graph that say what its frames are, and drop what describes the frames of the source:
 * brightness of the display that they were made on, captions, other sides of stereo.
 */
export function statedProperties(colours: ColourProperties): readonly Filter[] {
  return [{ name: 'sidedata', options: { mode: 'delete' } }, setParameters(colours)];
}

function setParameters({ primaries, transfer, matrix }: ColourProperties): Filter {
  return {
    name: 'setparams',
    options: {
      field_mode: 'prog',
      range: 'limited',
      color_primaries: known(primaries, knownPrimaries),
      color_trc: known(transfer, knownTransfers),
      colorspace: known(matrix, knownMatrices),
    },
  };
}

/** A name that every supported ffmpeg knows, or `unknown`. */
function known(name: string, names: ReadonlySet<string>): string {
  return names.has(name) ? name : 'unknown';
}
