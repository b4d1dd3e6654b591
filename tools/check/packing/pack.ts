import { join } from 'node:path';
import { runQuietly } from '../../provision/run-quietly.mjs';
import { rootFolder } from '../../provision/workspace.mjs';
import type { Workspace } from '../workspaces.ts';
import { pnpmPath } from './pnpm-path.ts';

/** A package and the tarball that a registry would get. */
export interface PackedPackage {
  readonly workspace: Workspace;
  /** Absolute path of the tarball. */
  readonly tarball: string;
  /** The paths in it, as it unpacks. */
  readonly contents: readonly string[];
}

/** What trying a package needs besides the package. */
export interface Bench {
  /** Every package of the project. */
  readonly packed: readonly PackedPackage[];
  /** Where folders may be made. */
  readonly folder: string;
  /** The path of a video. */
  readonly clip: string;
}

/** Packs packages into a folder, as pnpm would publish them. */
export async function packPackages(
  workspaces: readonly Workspace[],
  folder: string,
): Promise<readonly PackedPackage[]> {
  const pnpm = await pnpmPath();
  return Promise.all(workspaces.map(workspace => pack(workspace, folder, pnpm)));
}

async function pack(workspace: Workspace, folder: string, pnpm: string): Promise<PackedPackage> {
  const { exitCode, stdout, output } = await runQuietly(
    pnpm,
    ['pack', '--json', '--pack-destination', folder],
    {
      cwd: join(rootFolder, workspace.folder),
    },
  );
  if (exitCode !== 0) throw new Error(`${workspace.folder} could not be packed: ${output}`);
  const { files } = JSON.parse(stdout) as { files: readonly { path: string }[] };
  const { name, version } = workspace.manifest;
  const tarball = join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  return { workspace, tarball, contents: files.map(({ path }) => path.replaceAll('\\', '/')) };
}
