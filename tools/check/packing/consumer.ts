import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { npmProgram } from '../../provision/npm.mjs';
import { runQuietly } from '../../provision/run-quietly.mjs';
import { exampleFiles } from './example-project.ts';
import type { Bench, PackedPackage } from './pack.ts';
import type { Runtime } from './runtimes.ts';

/** A folder outside the checkout in which one package was installed from its tarball, as a stranger would. */
export interface Consumer {
  readonly folder: string;
  readonly runtime: Runtime;
}

/**
 * Installs a package with npm under a runtime into an empty folder. The packages it depends on come from their own
 * tarballs, as no registry has them yet.
 * @returns the consumer, or what npm said
 */
export async function installPackage(
  one: PackedPackage,
  runtime: Runtime,
  bench: Bench,
  { strictEngines = true } = {},
): Promise<Consumer | string> {
  const folder = mkdtempSync(join(bench.folder, `on-${runtime.version}-`));
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifestOf(one, bench.packed)));
  const npm = npmProgram();
  const flags = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  const { exitCode, output } = await runQuietly(
    runtime.node,
    [...npm.args, 'install', ...flags, `--engine-strict=${strictEngines}`],
    { cwd: folder, timeoutMs: 300_000 },
  );
  if (exitCode !== 0) return `npm install failed on Node ${runtime.version}: ${output}`;
  return { folder, runtime };
}

function manifestOf(one: PackedPackage, all: readonly PackedPackage[]): object {
  const others = all.filter(other => other !== one);
  return {
    name: 'consumer',
    private: true,
    type: 'module',
    dependencies: { [one.workspace.manifest.name]: `file:${one.tarball}` },
    devDependencies: {
      '@types/node': versionHere('@types/node'),
      ...(exampleFiles(one.workspace).length > 0 ? { vitest: versionHere('vitest') } : {}),
    },
    overrides: Object.fromEntries(
      others.map(({ workspace, tarball }) => [workspace.manifest.name, `file:${tarball}`]),
    ),
  };
}

/** The version of a package that the project itself is developed with. */
function versionHere(name: string): string {
  const manifest = createRequire(import.meta.url)(`${name}/package.json`) as { readonly version: string };
  return manifest.version;
}
