import { findingsOf } from '../tool.ts';
import { isLibrary } from '../workspaces.ts';
import type { PackedPackage } from './pack.ts';

const root = new Set(['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md']);
const belongs = /^(dist|bin|ttf|assets|page)\/.*$/;
const neverBelongs = /\.tsbuildinfo$|\.(test|bench)\.|\/testing\//;

/** Looks into a tarball without installing it: its contents, its manifest, its types. */
export async function inspectPackage({
  workspace,
  tarball,
  contents,
}: PackedPackage): Promise<readonly string[]> {
  const { name } = workspace.manifest;
  const publint = await findingsOf({ package: 'publint', workspace: 'tools' }, [tarball, '--strict']);
  const typings = !isLibrary(workspace.manifest)
    ? []
    : await findingsOf({ package: '@arethetypeswrong/cli', bin: 'attw', workspace: 'tools' }, [
        tarball,
        ...['--profile', 'esm-only', '--no-color', '--no-emoji'],
      ]);
  return [...contentFindings(contents), ...publint, ...typings].map(finding => `${name}: ${finding}`);
}

/** What is missing from the paths of a tarball, and what ought not to be there. */
export function contentFindings(contents: readonly string[]): readonly string[] {
  const stray = contents.filter(path => neverBelongs.test(path) || !(root.has(path) || belongs.test(path)));
  const missing = ['README.md', 'LICENSE'].filter(path => !contents.includes(path));
  return [
    ...stray.map(path => `${path} does not belong into the tarball`),
    ...missing.map(path => `${path} is missing from the tarball`),
  ];
}
