import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./swap-folder.ts', import.meta.url));

/** Makes a folder's path a link to another folder by turns, from another process, until it is disposed of. */
export async function startSwapping(path: string, other: string): Promise<AsyncDisposable> {
  const child = spawn(process.execPath, [script, path, other], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  await once(child.stdout, 'data');
  return {
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}
