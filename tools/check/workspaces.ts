import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One package of the monorepo. */
export interface Workspace {
  /** Its folder relative to the root, with forward slashes: `packages/runner`. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** What the checks read of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly license?: string;
  readonly homepage?: string;
  readonly bugs?: string;
  readonly repository?: object;
  readonly publishConfig?: Readonly<Record<string, unknown>>;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The packages and apps under a root, sorted by folder. */
export function workspacesUnder(root: string): readonly Workspace[] {
  return ['packages', 'apps'].flatMap(group => {
    if (!existsSync(join(root, group))) return [];
    return readdirSync(join(root, group))
      .sort()
      .map(name => `${group}/${name}`)
      .filter(folder => existsSync(join(root, folder, 'package.json')))
      .map(folder => ({
        folder,
        manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest,
      }));
  });
}

/** Whether a package can be imported by its name, and not only run. */
export function isLibrary({ exports = {} }: Manifest): boolean {
  return Object.hasOwn(exports, '.');
}
