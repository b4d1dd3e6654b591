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
  /** The folder that it lies in, below the one that was searched; parts are separated by `/`. Absent: in that one. */
  readonly folder?: string;
}

/**
 * What stands in a named path before the folders that a tree of outputs has for it, as rsync reads it:
 * `/archive/./2024/clip.mp4` goes to `2024`.
 */
const treeMark = /[/\\]\.[/\\](?!.*[/\\]\.[/\\])/s;

/** A path by which {@link expandInputs} finds an input again, and the folders of its tree with it. */
export function markedPath({ path: file, folder = '' }: InputPath): string {
  if (folder === '') return file;
  const below = path.join(...folder.split('/'), path.basename(file));
  return `${file.slice(0, -below.length)}.${path.sep}${below}`;
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
  if (stats !== null) return [namedInput(input)];
  if (input.startsWith('@')) return expandList(input.slice(1), options);
  if (isDynamicPattern(input))
    return videosAmong(await glob(input.replaceAll('\\', '/'), { absolute: true }), baseOf(input), options);
  return [namedInput(input)];
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
    for (const item of isFolder ? await searchFolder(entry, options) : [namedInput(line, folder)])
      expanded.push(item);
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
  const videos = await videosAmong(visible, folder, options);
  return [...videos, ...unlisted.sort(byCodeUnits).map(place => found(place, folder))];
}

async function videosAmong(
  paths: readonly string[],
  searched: string,
  { outDir }: ExpandInputsOptions,
): Promise<readonly InputPath[]> {
  const output = path.resolve(outDir);
  const kept: string[] = [];
  for (const file of paths.map(name => path.normalize(name))) {
    if (!hasVideoExtension(file) || isInside(file, output)) continue;
    const stats = await stat(file).catch(() => null);
    if (stats?.isDirectory() !== true) kept.push(file);
  }
  return kept.sort(byCodeUnits).map(file => found(file, searched));
}

function found(file: string, searched: string): InputPath {
  return { path: file, named: false, ...inFolder(path.relative(searched, path.dirname(file))) };
}

/** A file that is named, below a folder where it is relative. */
export function namedInput(input: string, base = '.'): InputPath {
  const mark = treeMark.exec(input);
  const below = mark === null ? '' : path.dirname(path.normalize(input.slice(mark.index + mark[0].length)));
  return { path: path.resolve(base, input), named: true, ...inFolder(below) };
}

/** Where a file lies below another folder; nothing where it lies in it, or elsewhere. */
function inFolder(relative: string): Pick<InputPath, 'folder'> {
  const parts = relative.split(path.sep).filter(part => part !== '' && part !== '.');
  return parts.length === 0 || parts[0] === '..' || path.isAbsolute(relative)
    ? {}
    : { folder: parts.join('/') };
}

/** The folder that a glob searches: what stands before its first pattern. */
function baseOf(pattern: string): string {
  const parts = pattern.replaceAll('\\', '/').split('/');
  const first = parts.findIndex(part => isDynamicPattern(part));
  return path.resolve(parts.slice(0, first).join('/') || (pattern.startsWith('/') ? '/' : '.'));
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
