import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from '../../provision/run-quietly.mjs';
import { rootFolder } from '../../provision/workspace.mjs';
import type { Workspace } from '../workspaces.ts';
import type { Runtime } from './runtimes.ts';

/** The TypeScript files of a package's example project, which the package does not ship. */
export function exampleFiles({ folder }: Pick<Workspace, 'folder'>): readonly string[] {
  const example = join(rootFolder, folder, 'example');
  return existsSync(example) ? readdirSync(example).filter(name => name.endsWith('.ts')) : [];
}

/** Puts a package's example project where the package is installed, and returns its files. */
export function copyExample(workspace: Workspace, folder: string): readonly string[] {
  const names = exampleFiles(workspace);
  for (const name of names) {
    copyFileSync(join(rootFolder, workspace.folder, 'example', name), join(folder, name));
  }
  return names;
}

/** Runs an example project's tests as a stranger does: those for vitest as they are, those for node:test compiled. */
export async function runExampleTests(
  names: readonly string[],
  { folder, runtime }: { readonly folder: string; readonly runtime: Runtime },
): Promise<readonly string[]> {
  const vitest = join(folder, 'node_modules', 'vitest', 'vitest.mjs');
  const commands = names.flatMap(name => {
    if (name.endsWith('.vitest.test.ts')) return [[vitest, 'run', name]];
    if (name.endsWith('.node.test.ts')) return [['--test', `out/${name.replace(/ts$/, 'js')}`]];
    return [];
  });
  const findings: string[] = [];
  for (const command of commands) {
    const { exitCode, output } = await runQuietly(runtime.node, command, { cwd: folder, timeoutMs: 300_000 });
    if (exitCode !== 0) findings.push(`the example's ${command.at(-1)} ended with ${exitCode}:\n${output}`);
  }
  return findings;
}
