import type { Container } from '@variegate/core-filters';

/** What the name of a variant's file is made of. */
export interface OutputNameParts {
  /** A stem from `distinctStems`. */
  readonly stem: string;
  /** Number of the variant, from 1. */
  readonly index: number;
  /** The variant's id, 64 hex digits. */
  readonly id: string;
  readonly container: Container;
}

/**
 * The file name of a variant, such as `clip.v001.3f9a12.mp4`. Within one batch stem and index already make it unique;
 * the digits of the id keep variants that were made with other options apart.
 */
export function outputName({ stem, index, id, container }: OutputNameParts): string {
  return `${stem}.v${String(index).padStart(3, '0')}.${id.slice(0, 6)}.${container}`;
}
