import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from '../provision/run-quietly.mjs';
import { rootFolder } from '../provision/workspace.mjs';

/** A command-line tool of one of the project's own dependencies. */
export interface Tool {
  /** The npm package. */
  readonly package: string;
  /** The command, where it is not named like the package. */
  readonly bin?: string;
  /** The workspace whose dependency it is, relative to the root. @default '.' */
  readonly workspace?: string;
}

/**
 * Runs a tool's own script under this Node, in the root of the checkout, without a shell.
 * @returns what it printed, as one finding, unless it ended with 0
 */
export async function findingsOf(
  tool: Tool,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<readonly string[]> {
  const { exitCode, output } = await runQuietly(process.execPath, [scriptOf(tool), ...args], {
    cwd: rootFolder,
    env: { ...process.env, ...env },
  });
  return exitCode === 0 ? [] : [output || `${tool.package} ended with exit code ${exitCode}`];
}

/** The path of the script behind a tool's command. */
export function scriptOf({ package: name, bin = name.replace(/^.*\//, ''), workspace = '.' }: Tool): string {
  const folder = join(rootFolder, workspace, 'node_modules', name);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const script = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[bin];
  if (script === undefined) throw new Error(`${name} has no command ${bin}`);
  return join(folder, script);
}
