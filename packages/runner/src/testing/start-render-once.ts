import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { RenderOnceRequest } from './render-once.ts';

/** A line that the script `render-once.ts` prints. */
export interface PrintedLine {
  readonly type: string;
  readonly pid?: number;
  readonly code?: string;
  readonly retry?: { readonly kind: string };
}

/** The script, running. */
export interface StartedRender extends AsyncDisposable {
  readonly process: ChildProcess;
  /** The next line of the given type; rejects when the script ends without one. */
  readonly line: (type: string) => Promise<PrintedLine>;
  /** Everything that was printed, and how it ended. */
  readonly ended: Promise<{
    readonly lines: readonly PrintedLine[];
    readonly stderr: string;
    readonly code: number | null;
  }>;
}

const script = fileURLToPath(new URL('./render-once.ts', import.meta.url));

/** The command line of the script for a request. */
export function renderOnceArgv(request: RenderOnceRequest): readonly string[] {
  return [process.execPath, script, JSON.stringify(request)];
}

/** Starts a command line that ends in {@link renderOnceArgv}, such as one that traces it. */
export function startRenderOnce(
  argv: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): StartedRender {
  const [file = '', ...words] = argv;
  const child = spawn(file, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: PrintedLine[] = [];
  const waiting: (() => void)[] = [];
  let over = false;
  const wake = () => {
    for (const resume of waiting.splice(0)) resume();
  };
  createInterface({ input: child.stdout }).on('line', text => {
    lines.push(JSON.parse(text));
    wake();
  });
  let stderr = '';
  child.stderr.on('data', chunk => {
    stderr += chunk;
  });
  const ended = new Promise<{ lines: PrintedLine[]; stderr: string; code: number | null }>(
    (resolve, reject) => {
      child.once('error', reject);
      child.once('close', code => {
        over = true;
        wake();
        resolve({ lines, stderr, code });
      });
    },
  );
  return {
    process: child,
    ended,
    async line(type) {
      for (;;) {
        const found = lines.find(line => line.type === type);
        if (found !== undefined) return found;
        if (over) throw new Error(`No "${type}" was printed. ${stderr}`);
        await new Promise<void>(resolve => waiting.push(resolve));
      }
    },
    async [Symbol.asyncDispose]() {
      if (!over) child.kill('SIGKILL');
      await ended;
    },
  };
}
