import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../provision/workspace.mjs';
import type { Check } from './check.ts';
import { type Manifest, workspacesUnder } from './workspaces.ts';

/** What a registry shows of a package. */
export const manifests: Check = {
  name: 'manifests',
  claim: 'every package names its source, its home, its licence and what it is about, as the root does',
  run: async () => {
    const root = JSON.parse(readFileSync(join(rootFolder, 'package.json'), 'utf8')) as RootManifest;
    return workspacesUnder(rootFolder)
      .filter(({ manifest }) => manifest.private !== true)
      .flatMap(({ folder, manifest }) => manifestFindings(folder, manifest, root));
  },
};

/** The fields of the root's package.json that all packages share. */
export interface RootManifest {
  readonly license: string;
  /** Where the sources are, as `https://` address: the one place to change for another home. */
  readonly repository: string;
}

/** What a published package says of itself that follows from the root and from its folder. */
export function derivedFields(folder: string, { license, repository }: RootManifest) {
  return {
    license,
    homepage: `${repository}/tree/main/${folder}#readme`,
    bugs: `${repository}/issues`,
    repository: { type: 'git', url: `git+${repository}.git`, directory: folder },
  };
}

/** What is missing from a package's manifest, or is not as the root says. */
export function manifestFindings(folder: string, manifest: Manifest, root: RootManifest): readonly string[] {
  const { description = '', keywords = [], publishConfig = {}, ...own } = manifest;
  const wrong = Object.entries(derivedFields(folder, root))
    .filter(([name, value]) => JSON.stringify(own[name as keyof typeof own]) !== JSON.stringify(value))
    .map(([name]) => `${folder}: "${name}" is not what the root's package.json says: npm run fix writes it`);
  const missing = [
    description === '' ? 'a description' : '',
    keywords.length < 3 ? 'three keywords or more' : '',
    publishConfig['access'] === 'public' ? '' : '"access": "public" in publishConfig',
    publishConfig['provenance'] === true ? '' : '"provenance": true in publishConfig',
  ].filter(text => text !== '');
  return [...wrong, ...missing.map(text => `${folder}: package.json lacks ${text}`)];
}
