import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { rootFolder } from '../provision/workspace.mjs';
import type { Check } from './check.ts';
import { readModule } from './declarations.ts';
import { workspacesUnder } from './workspaces.ts';

/** Public names have documentation. */
export const documented: Check = {
  name: 'documented',
  claim: 'every name that a package exports has a documentation comment',
  run: async () => undocumentedNames(rootFolder),
};

/** The exported names without a documentation comment of every package in a checkout, as sentences with file and line. */
export function undocumentedNames(root: string): readonly string[] {
  return workspacesUnder(root)
    .flatMap(({ folder, manifest }) => [
      join(root, folder, 'src', 'index.ts'),
      ...Object.values(manifest.exports ?? {})
        .filter(file => typeof file === 'string' && file.endsWith('.ts'))
        .map(file => join(root, folder, String(file))),
    ])
    .filter((index, at, all) => existsSync(index) && all.indexOf(index) === at)
    .flatMap(index => undocumentedIn(index).map(finding => relative(root, finding)));
}

function undocumentedIn(index: string): readonly string[] {
  return readModule(index, readFileSync(index, 'utf8')).exports.flatMap(({ exported, from, imported }) => {
    if (exported === '*') return [`${index}: names what it exports with a star; list the names`];
    // A name of another package is documented there.
    if (from !== null && !existsSync(from)) return [];
    const { path, line, hasComment } = find(from ?? index, imported);
    return hasComment ? [] : [`${path}:${line}: ${exported} is exported and has no documentation comment`];
  });
}

/** Follows a name through files that only pass it on, to where it is declared. */
function find(path: string, name: string): { path: string; line: number; hasComment: boolean } {
  const module = readModule(path, readFileSync(path, 'utf8'));
  const declaration = module.declarations.get(name);
  if (declaration !== undefined) return { path, ...declaration };
  const passedOn = module.exports.find(({ exported, from }) => exported === name && from !== null);
  // A name of another package is documented there.
  if (passedOn === undefined || passedOn.from === null || !existsSync(passedOn.from)) {
    return { path, line: 1, hasComment: passedOn !== undefined };
  }
  return find(passedOn.from, passedOn.imported);
}
