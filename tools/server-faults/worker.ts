import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { rootFolder } from '../provision/workspace.mjs';
import type { Servers } from './servers.ts';

/** Where workers work. */
export interface Place {
  readonly folder: string;
  readonly inputRoot: string;
  readonly outputRoot: string;
  /** The ffmpeg that they use. */
  readonly ffmpegPath: string;
}

/** After how many seconds a batch that stands still is continued: a quarter of the default, so that a table takes hours, not days. */
const standstillSeconds = 30;

/** What is special about a worker. */
export interface WorkerOptions {
  /** Words before its command. */
  readonly prefix?: readonly string[];
  /** Whether its clock is an hour late. */
  readonly isLate?: boolean;
}

/** A worker of the server: the service, as a user starts it. */
export class Worker {
  readonly #servers: Servers;
  readonly #place: Place;
  readonly #port: number;
  readonly #options: WorkerOptions;
  #process: ChildProcess | null = null;

  constructor(servers: Servers, place: Place, port: number, options: WorkerOptions = {}) {
    this.#options = options;
    this.#servers = servers;
    this.#place = place;
    this.#port = port;
  }

  async start(): Promise<void> {
    const { url, eventKey, signingKey } = this.#servers;
    const { folder, inputRoot, outputRoot, ffmpegPath } = this.#place;
    const state = join(folder, `state-${this.#port}`);
    await mkdir(state, { recursive: true });
    const words = [
      ...['serve', '--engine', 'inngest', '--port', String(this.#port), '--max-workers', '1'],
      ...['--input-root', inputRoot, '--output-root', outputRoot, '--state', state],
    ];
    const { prefix = [], isLate = false } = this.#options;
    const [program = '', ...before] = [...prefix, process.execPath];
    if (isLate) before.push('--import', new URL('late-clock.mjs', import.meta.url).href);
    this.#process = spawn(program, [...before, join(rootFolder, 'apps', 'cli', 'src', 'bin.ts'), ...words], {
      stdio: 'ignore',
      env: {
        ...process.env,
        ...{ INNGEST_BASE_URL: url, INNGEST_EVENT_KEY: eventKey, INNGEST_SIGNING_KEY: signingKey },
        ...{ VARIEGATE_FFMPEG: ffmpegPath, VARIEGATE_STANDSTILL_SECONDS: String(standstillSeconds) },
      },
    });
    for (let tries = 0; tries < 1200; tries++) {
      const answer = await fetch(`http://127.0.0.1:${this.#port}/readyz`).catch(() => null);
      if (answer?.ok === true) return;
      await delay(250);
    }
    throw new Error(`The worker on port ${this.#port} is not ready within five minutes.`);
  }

  signal(name: NodeJS.Signals): void {
    this.#process?.kill(name);
  }

  async end(): Promise<void> {
    const running = this.#process;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise(resolve => running.once('exit', resolve));
    running.kill('SIGCONT');
    running.kill('SIGTERM');
    const patience = setTimeout(() => running.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(patience);
  }

  /** Asks its interface. @returns `null` while it does not answer */
  async ask(
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly body: unknown } | null> {
    const request =
      body === undefined
        ? {}
        : {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          };
    try {
      const answer = await fetch(`http://127.0.0.1:${this.#port}/api${path}`, {
        ...request,
        signal: AbortSignal.timeout(20_000),
      });
      return { status: answer.status, body: await answer.json() };
    } catch {
      return null;
    }
  }
}
