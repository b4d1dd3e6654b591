import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { TextUnusableError } from '@variegate/runner';
import { glob, isDynamicPattern } from 'tinyglobby';
import { InputsUnusableError } from '../errors.ts';
import type { InputRole } from '../job/variant-slot.ts';
import { readList } from './read-list.ts';

/**
 * File name endings that count as video when a folder or a glob is searched: those that ffmpeg gives to the formats that
 * are read, without what is for sound, subtitles or stills. PNG is left to stills, though an animated one is read.
 */
export const videoExtensions = [
  ...['mov', 'mp4', 'm4v', '3gp', '3g2', 'mj2', 'f4v', 'ismv'],
  ...['mkv', 'mk3d', 'webm', 'avi', 'flv', 'asf', 'wmv', 'ogv'],
  ...['ts', 'm2t', 'm2ts', 'mts', 'mpg', 'mpeg', 'vob'],
  ...['mxf', 'gif', 'apng', 'y4m'],
] as const;

/** How inputs are searched. */
export interface ExpandInputsOptions {
  /** Whether folders are searched with all folders in them. */
  readonly recursive: boolean;
  /** The output folder, which is never searched. */
  readonly outDir: string;
}

/** A file that is to be a source. */
export interface InputPath {
  /** Absolute. */
  readonly path: string;
  /** Whether it was named explicitly rather than found in a folder or by a glob. */
  readonly named: boolean;
  /** @default 'reference' */
  readonly role?: InputRole;
}

/**
 * The files that a list of inputs means, in order: files as they are named, folders and globs sorted, `@list.txt` line
 * by line. Hidden files, links to folders and the output folder are passed over where they were not named.
 *
 * @throws {VARIANTS_INPUTS_UNUSABLE} when a list cannot be read or is beyond the limits, or when nothing at all is found.
 */
export async function expandInputs(
  inputs: readonly string[],
  options: ExpandInputsOptions,
): Promise<readonly InputPath[]> {
  const expanded: InputPath[] = [];
  for (const input of inputs) {
    for (const item of await expandOne(input, options)) expanded.push(item);
  }
  if (expanded.length === 0) {
    throw new InputsUnusableError(`There is no video in ${inputs.map(input => `"${input}"`).join(', ')}.`);
  }
  return expanded;
}

async function expandOne(input: string, options: ExpandInputsOptions): Promise<readonly InputPath[]> {
  const stats = await stat(input).catch(() => null);
  if (stats?.isDirectory()) return searchFolder(path.resolve(input), options);
  if (stats !== null) return [named(input)];
  if (input.startsWith('@')) return expandList(input.slice(1), options);
  if (isDynamicPattern(input))
    return videosAmong(await glob(input.replaceAll('\\', '/'), { absolute: true }), options);
  return [named(input)];
}

async function expandList(listPath: string, options: ExpandInputsOptions): Promise<readonly InputPath[]> {
  const lines = await readList(listPath).catch((cause: unknown) => {
    const problem = cause instanceof TextUnusableError ? cause.problem : 'cannot be read';
    throw new InputsUnusableError(`The list "${listPath}" ${problem}.`, { cause });
  });
  const folder = path.dirname(path.resolve(listPath));
  const expanded: InputPath[] = [];
  for (const line of lines) {
    const entry = path.resolve(folder, line);
    const isFolder = (await stat(entry).catch(() => null))?.isDirectory() === true;
    for (const item of isFolder ? await searchFolder(entry, options) : [named(entry)]) expanded.push(item);
  }
  return expanded;
}

async function searchFolder(folder: string, options: ExpandInputsOptions): Promise<readonly InputPath[]> {
  const visible: string[] = [];
  const unlisted: string[] = [];
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    const entries = await readdir(next, { withFileTypes: true }).catch(() => null);
    // As an input it is reported with what is wrong with it, such as a name that is not UTF-8, instead of lost in silence.
    if (entries === null) unlisted.push(next);
    for (const entry of entries ?? []) {
      const place = path.join(next, entry.name);
      if (entry.name.startsWith('.') || isInside(place, path.resolve(options.outDir))) continue;
      // Links to folders are not entered, so the loops that they could make do not arise.
      if (!entry.isDirectory()) visible.push(place);
      else if (options.recursive) folders.push(place);
    }
  }
  return [...(await videosAmong(visible, options)), ...unlisted.sort(byCodeUnits).map(found)];
}

async function videosAmong(
  paths: readonly string[],
  { outDir }: ExpandInputsOptions,
): Promise<readonly InputPath[]> {
  const output = path.resolve(outDir);
  const kept: string[] = [];
  for (const file of paths.map(name => path.normalize(name))) {
    if (!hasVideoExtension(file) || isInside(file, output)) continue;
    const stats = await stat(file).catch(() => null);
    if (stats?.isDirectory() !== true) kept.push(file);
  }
  return kept.sort(byCodeUnits).map(found);
}

function found(file: string): InputPath {
  return { path: file, named: false };
}

function named(input: string): InputPath {
  return { path: path.resolve(input), named: true };
}

function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return !relative.startsWith('..') && !path.isAbsolute(relative);
}

function hasVideoExtension(file: string): boolean {
  const extension = path.extname(file).slice(1).toLowerCase();
  return (videoExtensions as readonly string[]).includes(extension);
}

// Not by locale: the order must be the same on every machine.
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
