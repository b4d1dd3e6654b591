import path from 'node:path';
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

/** What a file name says of the variant that it may belong to. */
export interface ParsedOutputName {
  readonly stem: string;
  /** From 1. */
  readonly index: number;
  /** The first digits of the variant's id. */
  readonly idStart: string;
}

const idDigits = 6;

/**
 * The file name of a variant, such as `clip.v001.3f9a12.mp4`. Within one batch stem and index already make it unique;
 * the digits of the id keep variants that were made with other options apart.
 */
export function outputName({ stem, index, id, container }: OutputNameParts): string {
  return `${stem}.v${String(index).padStart(3, '0')}.${id.slice(0, idDigits)}.${container}`;
}

/** Reads a file name, with or without folders before it; `null` where no variant is called so. */
export function parseOutputName(file: string): ParsedOutputName | null {
  const match = /^(.+)\.v(\d{3,})\.([0-9a-f]{6})\.[a-z0-9]+$/s.exec(path.basename(file));
  if (match === null) return null;
  const [, stem = '', index = '', idStart = ''] = match;
  return { stem, index: Number(index), idStart };
}
