import { runQuietly } from '../../provision/run-quietly.mjs';
import { installPackage } from './consumer.ts';
import type { Bench, PackedPackage } from './pack.ts';
import type { Runtime } from './runtimes.ts';
import { commandScript } from './try-package.ts';

/** On a Node that is too old, each command of a package answers one sentence that names Node, and exit code 2. */
export async function refusalFindings(
  one: PackedPackage,
  runtime: Runtime,
  bench: Bench,
): Promise<readonly string[]> {
  const { name, bin = {} } = one.workspace.manifest;
  const commands = Object.keys(bin);
  if (commands.length === 0) return [];
  const consumer = await installPackage(one, runtime, bench, { strictEngines: false });
  if (typeof consumer === 'string') return [`${name}: ${consumer}`];
  const findings: string[] = [];
  for (const command of commands) {
    const script = commandScript(one, command, consumer.folder);
    const { exitCode, stdout, output } = await runQuietly(runtime.node, [script, 'workers'], {
      cwd: consumer.folder,
      timeoutMs: 60_000,
    });
    const isOneSentence = stdout === '' && output.split('\n').length === 1 && /Node/.test(output);
    if (exitCode !== 2 || !isOneSentence) {
      findings.push(
        `${name}: ${command} on Node ${runtime.version} has to answer one sentence on stderr and exit 2, not ${exitCode} and: ${output}`,
      );
    }
  }
  return findings;
}
