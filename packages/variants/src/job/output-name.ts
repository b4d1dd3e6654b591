import path from 'node:path';
import type { Container } from '@variegate/core-filters';

/** What the name of a variant's file is made of. */
export interface OutputNameParts {
  /** A stem from `distinctStems`. */
  readonly stem: string;
  /** The series that it is numbered in; absent where the run has one. It has no dots. */
  readonly series?: string | undefined;
  /** Number of the variant, from 1. */
  readonly index: number;
  /** The variant's id, 64 hex digits. */
  readonly id: string;
  readonly container: Container;
}

/** What a file name says of the variant that it may belong to. */
export interface ParsedOutputName {
  /** With the series, where there is one. */
  readonly stem: string;
  /** From 1. */
  readonly index: number;
  /** The first digits of the variant's id. */
  readonly idStart: string;
}

const idDigits = 6;

/**
 * What the path of a file in an output folder is: a name, or one below folders, `/` between them, none of which leads out. Whoever
 * reads it from a record or a manifest has it from elsewhere.
 */
export const outputPathPattern = /^(?:(?!\.{1,2}\/)[^/\\\0]+\/)*(?!\.{1,2}$)[^/\\\0]+$/;

/** A path in an output folder without the extension: what names a variant in the ground truth. */
export function outputStem(output: string): string {
  return output.slice(0, output.length - path.extname(output).length);
}

/**
 * The file name of a variant, below the folders of its stem, such as `clip.v001.3f9a12.mp4`, or `clip.light.v001.3f9a12.mp4` in a series. Within one batch stem,
 * series and index already make it unique; the digits of the id keep variants that were made with other options apart.
 */
export function outputName({ stem, series, index, id, container }: OutputNameParts): string {
  return `${stem}${series === undefined ? '' : `.${series}`}.v${String(index).padStart(3, '0')}.${id.slice(0, idDigits)}.${container}`;
}

/** Reads a file name, with or without folders before it; `null` where no variant is called so. */
export function parseOutputName(file: string): ParsedOutputName | null {
  const match = /^(.+)\.v(\d{3,})\.([0-9a-f]{6})\.[a-z0-9]+$/s.exec(path.basename(file));
  if (match === null) return null;
  const [, stem = '', index = '', idStart = ''] = match;
  return { stem, index: Number(index), idStart };
}
