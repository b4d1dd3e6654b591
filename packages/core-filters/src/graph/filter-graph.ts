/**
 * A reference to a file that a filter reads (a font, a mask). It is resolved to a path only when the argv is
 * built, so that graphs stay the same on every machine and no path from outside can enter one.
 */
export interface FileReference {
  readonly file: string;
}

/** The value of one option of a filter. Numbers are written without exponent. */
export type FilterValue = string | number | FileReference;

/** One filter with named options, as data. */
export interface Filter {
  /** One of the allowlisted names. */
  readonly name: string;
  readonly options: Readonly<Record<string, FilterValue>>;
}

/** A linear run of filters between labelled pads. */
export interface FilterChain {
  /** Pads read, such as `0:V:0` or a label made by another chain. */
  readonly inputs: readonly string[];
  readonly filters: readonly Filter[];
  /** Labels made. */
  readonly outputs: readonly string[];
}

/** A whole `-filter_complex`, as data. */
export interface FilterGraph {
  /** Flags for every scaler that ffmpeg inserts automatically. */
  readonly scalerFlags: string;
  readonly chains: readonly FilterChain[];
}

/**
 * A piece of a graph with one stream in and one out: a run of filters, or chains that read the label `in`, make the
 * label `out`, and use whatever labels they like between.
 */
export type Fragment = readonly Filter[] | { readonly chains: readonly FilterChain[] };
