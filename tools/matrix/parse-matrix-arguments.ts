import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Check } from './checks/check.ts';

/** The parsed arguments of the matrix. */
export interface MatrixArguments {
  /** Versions such as `7.1`, paths of ffmpegs, `system`; none: the oldest and the newest that can be had. */
  readonly versions: readonly WantedVersion[];
  readonly checks: readonly Check[];
  /** Columns that are filled, such as `7.1`; empty: all. The others are there to be compared with. */
  readonly columns: readonly string[];
  readonly isShort: boolean;
  /** Plans of each strategy and clip. */
  readonly seeds: number;
  /** Folder of the page and its results; `null`: nothing is written. */
  readonly outDir: string | null;
}

/** A version by number, an ffmpeg by its path, or the one that the product would use. */
export type WantedVersion =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'system' };

/** What the parser has to know. */
export interface MatrixDefaults {
  readonly checks: readonly Check[];
  /** Folder of the page. */
  readonly outDir: string;
}

const standardSeeds = 30;
const shortSeeds = 2;

/** Reads `[VERSION|PATH|system...] [--short] [--checks NAME,...] [--columns VERSION,...] [--seeds N] [--out DIR]`. @throws {RangeError} | {TypeError} */
export function parseMatrixArguments(
  words: readonly string[],
  { checks, outDir }: MatrixDefaults,
): MatrixArguments {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      short: { type: 'boolean', default: false },
      checks: { type: 'string', multiple: true, default: [] },
      columns: { type: 'string', multiple: true, default: [] },
      seeds: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const isShort = values.short;
  const seeds = Number(values.seeds ?? (isShort ? shortSeeds : standardSeeds));
  if (!Number.isInteger(seeds) || seeds < 1) {
    throw new RangeError(`--seeds must be a whole number above 0, not ${values.seeds}.`);
  }
  return {
    versions: positionals.map(wantedVersion),
    checks: chosen(
      values.checks.flatMap(names => names.split(',')),
      checks,
      isShort,
    ),
    columns: values.columns.flatMap(names => names.split(',')),
    ...{ isShort, seeds },
    outDir: values.out === undefined ? (isShort ? null : outDir) : path.resolve(values.out),
  };
}

function wantedVersion(word: string): WantedVersion {
  if (/^\d+(\.\d+){0,2}$/.test(word)) return { kind: 'line', line: word };
  if (word.includes('/') || word.includes(path.sep)) return { kind: 'path', path: path.resolve(word) };
  if (word === 'system') return { kind: 'system' };
  throw new RangeError(
    `"${word}" is neither a version, such as 7.1, nor a path, such as ./ffmpeg, nor system.`,
  );
}

function chosen(names: readonly string[], checks: readonly Check[], isShort: boolean): readonly Check[] {
  const unknown = names.find(name => checks.every(check => check.name !== name));
  if (unknown !== undefined) {
    throw new RangeError(`There is no check "${unknown}": ${checks.map(({ name }) => name).join(', ')}.`);
  }
  if (names.length > 0) return checks.filter(({ name }) => names.includes(name));
  return isShort ? checks.filter(check => check.isShort) : checks;
}
