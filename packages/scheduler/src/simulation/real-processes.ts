import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TaskContext } from '../queue/task.ts';

/** Runs a real program as a task; resolves with how it ended. */
export async function runProgram(
  command: readonly [string, ...string[]],
  { signal, track }: Pick<TaskContext, 'signal' | 'track'>,
): Promise<{ readonly code: number | null; readonly signalName: string | null }> {
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: 'ignore' });
  const stop = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', stop);
  if (child.pid !== undefined) track(child.pid);
  const [code, signalName] = await once(child, 'exit');
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  return { code, signalName };
}

/** Measures processes independently, so that a queue is not judged by its own measurements. Linux only. */
export class IndependentWatch implements AsyncDisposable {
  /** The most all of them took together at one moment, in bytes of resident memory. */
  peakBytes = 0;
  /** What all of them took together when last looked at, in bytes. */
  nowBytes = 0;
  readonly #pids = new Set<number>();
  readonly #stopped = new AbortController();
  readonly #watching: Promise<void>;

  constructor(everyMs = 40) {
    this.#watching = this.#watch(everyMs);
  }

  /** Watches this process, too. */
  add(pid: number): void {
    this.#pids.add(pid);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped.abort();
    await this.#watching;
  }

  async #watch(everyMs: number): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const sizes = await Promise.all([...this.#pids].map(residentBytes));
      this.nowBytes = sizes.reduce((sum, size) => sum + size, 0);
      this.peakBytes = Math.max(this.peakBytes, this.nowBytes);
      await sleep(everyMs);
    }
  }
}

async function residentBytes(pid: number): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
