/** A piece of a page, as data: Markdown shows text and tables, the HTML page plots as well. */
export type Block = TextBlock | TableBlock | LinesBlock | BarsBlock;

/** A paragraph; words between backquotes are code. */
export interface TextBlock {
  readonly kind: 'text';
  readonly text: string;
}

/** A table. The first column is text, the others are figures. */
export interface TableBlock {
  readonly kind: 'table';
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A point of a plot. */
export type Point = readonly [x: number, y: number];

/** Points, with or without lines between them, over two axes. */
export interface LinesBlock {
  readonly kind: 'lines';
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

/** An axis of a plot. */
export interface Axis {
  /** With its unit. */
  readonly name: string;
  readonly scale: 'linear' | 'log';
}

/** Points that belong together. */
export interface Series {
  readonly name: string;
  readonly style: 'points' | 'line';
  readonly points: readonly Point[];
}

/** A bar for each of several things. */
export interface BarsBlock {
  readonly kind: 'bars';
  readonly title: string;
  /** What the length of a bar is, with its unit. */
  readonly measure: string;
  readonly bars: readonly { readonly name: string; readonly value: number }[];
}

/** Part of a page under a heading. */
export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}
