import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { rootFolder } from '../provision/workspace.mjs';

/** The command, from this checkout, as arguments of Node. */
export const command: readonly string[] = [join(rootFolder, 'apps', 'cli', 'src', 'main.ts')];

/** The folders of the demo's service. */
export interface DemoFolders {
  readonly inputRoot: string;
  readonly outputRoot: string;
  readonly stateFolder: string;
}

/** A service that runs beside the demo. */
export interface DemoService {
  readonly url: string;
  /** Sends it a stop signal, waits until it has stopped, and returns its exit code. */
  stop(): Promise<number | null>;
}

/** Starts the service on a free port, and resolves when it answers. It logs only what goes wrong. */
export async function startDemoService({
  inputRoot,
  outputRoot,
  stateFolder,
}: DemoFolders): Promise<DemoService> {
  const child = spawn(
    process.execPath,
    [
      ...[...command, 'serve', '--json', '--engine', 'embedded', '--host', '127.0.0.1', '--port', '0'],
      ...['--input-root', inputRoot, '--output-root', outputRoot, '--state', stateFolder],
    ],
    {
      env: { ...process.env, VARIEGATE_LOG_LEVEL: 'warn', VARIEGATE_TOKEN: '', VARIEGATE_CONFIG: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(child, 'close') as Promise<[number | null]>;
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line') as Promise<[string]>, ended]);
  const [line] = first;
  if (typeof line !== 'string') throw new Error(`The service did not start; its exit code is ${line}.`);
  return {
    url: (JSON.parse(line) as { readonly url: string }).url,
    async stop() {
      child.kill('SIGTERM');
      const [exitCode] = await ended;
      return exitCode;
    },
  };
}
