import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Service } from '../running-service.ts';
import { startService } from '../start-service.ts';

/** A service for a test, with its own folders. */
export interface TestService extends AsyncDisposable {
  readonly service: Service;
  /** Where it answers. */
  readonly url: string;
  readonly folder: string;
  readonly inputRoot: string;
  readonly outputRoot: string;
  /** What it has logged. */
  readonly log: () => string;
}

/** Folders for a service, removed when the test is over. */
export async function serviceFolders() {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'variegate-service-')));
  const inputRoot = path.join(folder, 'in');
  const outputRoot = path.join(folder, 'out');
  await mkdir(inputRoot);
  return { folder, inputRoot, outputRoot, stateFolder: path.join(folder, 'state') };
}

/** Starts a service on a free port, for real: it listens, has its own store, and reads nothing from the environment. */
export async function startTestService(
  settings: Readonly<Record<string, unknown>> = {},
): Promise<TestService> {
  const { folder, inputRoot, outputRoot, stateFolder } = await serviceFolders();
  const lines: string[] = [];
  const service = await startService({
    settings: { port: 0, inputRoot, outputRoot, stateFolder, ...settings },
    environment: {},
    log: { write: line => void lines.push(line) },
  });
  return {
    service,
    url: String(service.url),
    folder,
    inputRoot,
    outputRoot,
    log: () => lines.join(''),
    async [Symbol.asyncDispose]() {
      await service.drain({
        signal: AbortSignal.timeout(20_000 * Number(process.env['VARIEGATE_TEST_PATIENCE'] ?? 1)),
      });
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Posts a request for a batch, or any other body, to `/api/batches`. */
export const postBatch = (url: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${url}/api/batches`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** The problem in an answer. */
export async function problemIn(answer: Response) {
  const body = (await answer.json()) as {
    readonly error: {
      readonly code: string;
      readonly message: string;
      readonly issues?: readonly { path: string }[];
    };
  };
  return { status: answer.status, ...body.error };
}
