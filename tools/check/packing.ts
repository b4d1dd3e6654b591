import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootFolder } from '../provision/workspace.mjs';
import type { Check } from './check.ts';
import { buildPackages } from './packing/build.ts';
import { inspectPackage } from './packing/inspect-package.ts';
import { type PackedPackage, packPackages } from './packing/pack.ts';
import { refusalFindings } from './packing/refusal.ts';
import { developmentRuntimes, oldRuntime, type Runtime } from './packing/runtimes.ts';
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
      const runtimes = await developmentRuntimes();
      const old = await oldRuntime();
      const findings: string[] = [];
      for (const one of packed) {
        findings.push(
          ...(await inspectPackage(one)),
          ...(await tryEverywhere(one, packed, runtimes, folder)),
        );
        findings.push(...(await refusalFindings(one, packed, old, folder)));
      }
      return findings;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function tryEverywhere(
  one: PackedPackage,
  all: readonly PackedPackage[],
  runtimes: readonly Runtime[],
  folder: string,
): Promise<readonly string[]> {
  const findings = await Promise.all(runtimes.map(runtime => tryPackage(one, all, runtime, folder)));
  return findings.flat();
}
