import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootFolder } from '../provision/workspace.mjs';
import type { Check } from './check.ts';
import { buildPackages } from './packing/build.ts';
import { makeExampleClip } from './packing/example-clip.ts';
import { inspectPackage } from './packing/inspect-package.ts';
import { type PackedPackage, packPackages } from './packing/pack.ts';
import { refusalFindings } from './packing/refusal.ts';
import { supportedRuntimes, unsupportedRuntime } from './packing/runtimes.ts';
import { tryPackage } from './packing/try-package.ts';
import { workspacesUnder } from './workspaces.ts';

/** What a stranger gets from the registry works. */
export const packing: Check = {
  name: 'packing',
  claim: 'every package works from its tarball: installed, type-checked and run from outside',
  run: async () => {
    const publishable = workspacesUnder(rootFolder).filter(({ manifest }) => manifest.private !== true);
    const buildFindings = await buildPackages(publishable);
    if (buildFindings.length > 0) return buildFindings;
    const folder = mkdtempSync(join(tmpdir(), 'variegate-packing-'));
    try {
      const packed = await packPackages(publishable, folder);
      const bench = { packed, folder, clip: await makeExampleClip(folder) };
      const [oldest, current] = await supportedRuntimes();
      const old = await unsupportedRuntime();
      const findings: string[] = [];
      for (const one of packed) {
        findings.push(...(await inspectPackage(one)));
        // The packages that no other needs hold the code of all the others as well.
        const runtimes = isNeeded(one, packed) ? [current] : [oldest, current];
        const tries = await Promise.all(runtimes.map(runtime => tryPackage(one, runtime, bench)));
        findings.push(...tries.flat(), ...(await refusalFindings(one, old, bench)));
      }
      return findings;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** The command bundles what it needs, which its manifest names for development alone. */
function isNeeded({ workspace }: PackedPackage, all: readonly PackedPackage[]): boolean {
  return all.some(other => {
    const { dependencies, devDependencies } = other.workspace.manifest;
    return Object.hasOwn({ ...devDependencies, ...dependencies }, workspace.manifest.name);
  });
}
