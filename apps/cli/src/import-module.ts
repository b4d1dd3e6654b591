import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  builtIn,
  builtInCatalogue,
  type Catalogue,
  createCatalogue,
  inModule,
  type Transformation,
} from '@variegate/core-filters';
import type { OptionValues } from './cli-command.ts';
import { UsageError } from './errors.ts';

/**
 * The catalogue that a call works with: the built-in one, and the transformations of the modules that `--import` names.
 *
 * @throws {CLI_USAGE} when a module cannot be imported, or holds something else.
 */
export async function catalogueOf({ importModule }: OptionValues): Promise<Catalogue> {
  const names = Array.isArray(importModule) ? importModule.map(String) : [];
  if (names.length === 0) return builtInCatalogue;
  const imported: Transformation[] = [];
  for (const name of names) {
    const own = await transformationsOf(name);
    try {
      imported.push(...withModule(name, own));
      createCatalogue([...builtIn, ...imported]);
    } catch (error) {
      throw new UsageError(`The module "${name}" cannot be used: ${messageOf(error)}`);
    }
  }
  return createCatalogue([...builtIn, ...imported]);
}

/** The same as an option of the library; nothing where no module is named. */
export async function catalogueOption(options: OptionValues): Promise<{ readonly catalogue?: Catalogue }> {
  return options.importModule === undefined ? {} : { catalogue: await catalogueOf(options) };
}

/**
 * What a module exports.
 *
 * @throws {CLI_USAGE} when it cannot be imported.
 */
export async function importGiven(name: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(addressOf(name))) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new UsageError(`The module "${name}" cannot be imported: ${messageOf(error)}`);
  }
}

/** Whether a name ends as that of a module does. */
export function isModule(name: string): boolean {
  return /\.(ts|mts|js|mjs)$/.test(name);
}

async function transformationsOf(name: string): Promise<readonly unknown[]> {
  const loaded = await importGiven(name);
  const list = loaded['transformations'] ?? loaded['default'];
  if (Array.isArray(list)) return list;
  throw new UsageError(
    `The module "${name}" must export a list of transformations, as its default or as "transformations".`,
  );
}

/** A module that has no name is named as it was imported, so that its plans say what they need. */
function withModule(name: string, list: readonly unknown[]): readonly Transformation[] {
  return list.flatMap(one => {
    const transformation = one as Transformation;
    const isNamed = typeof one !== 'object' || one === null || transformation.module !== undefined;
    return isNamed ? [transformation] : inModule(name, [transformation]);
  });
}

/** A path is one of a file here; anything else is looked for as a package beside the files here. */
function addressOf(name: string): string {
  const isPath = /^\.{0,2}[/\\]/.test(name) || path.isAbsolute(name) || isModule(name);
  if (isPath) return pathToFileURL(path.resolve(name)).href;
  return import.meta.resolve(name, pathToFileURL(path.resolve('package.json')));
}

function messageOf(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.endsWith('.') ? line : `${line}.`;
}
