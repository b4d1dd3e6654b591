import path from 'node:path';
import { createEmbeddedEngine } from '@variegate/embedded-engine';
import { createWorkflowClient, createWorkflowFunctions, type WorkflowRuntime } from '@variegate/workflow';
import type { Logger } from 'pino';
import type { Settings } from '../configuration/settings.ts';
import { registerAskedBatches } from './asked-batches.ts';
import { connectWorker } from './connect-worker.ts';
import { EmbeddedHost } from './embedded-host.ts';
import { serveWorker } from './serve-worker.ts';
import { ServerHost } from './server-host.ts';
import type { WorkflowHost } from './workflow-host.ts';

/** Name of the embedded engine's store in the folder for state. */
const storeName = 'engine.db';
const askedName = 'asked-batches.jsonl';

/**
 * Opens what runs the workflow, as the settings say.
 *
 * @throws {ENGINE_STORE_BUSY}
 * @throws {ENGINE_STORE_UNUSABLE}
 */
export async function openHost(
  settings: Settings,
  runtime: WorkflowRuntime,
  logger: Logger,
): Promise<WorkflowHost> {
  const { engine, stateFolder, durability } = settings;
  const client = createWorkflowClient({ id: settings.appId, ...clientOptions(settings), logger });
  // One process alone needs no more choice than this, and its engine has steps of other batches to do as well.
  const alone = Math.min(settings.variantsPerBatch, 4 * runtime.workers + 8);
  const limits = engine === 'embedded' ? { ...settings, variantsPerBatch: alone } : settings;
  const functions = createWorkflowFunctions({ client, runtime, limits });
  if (engine === 'embedded') {
    const store = { path: path.join(stateFolder, storeName), durability };
    return new EmbeddedHost(await createEmbeddedEngine({ client, functions, store }), client);
  }
  const { register } = runtime;
  if (register === null) throw new TypeError('A worker of a server has an output root.');
  await registerAskedBatches(path.join(stateFolder, askedName), register);
  // So that one that is slow or stopped holds no more steps than it can do: a render and a plan for each of its workers.
  const worker = { client, functions, ...settings, maxConcurrency: 2 * runtime.workers };
  const link = settings.transport === 'serve' ? serveWorker(worker) : await connectWorker(worker);
  const { standstillSeconds } = settings;
  return new ServerHost({
    ...{ client, register, runtime, link, standstillSeconds, logger },
    serverUrl: client.apiBaseUrl,
  });
}

/** Every option is set explicitly, so that the SDK reads none from the environment. */
function clientOptions({
  engine,
  inngestDev,
  inngestUrl,
  eventKey,
  signingKey,
  signingKeyFallback,
}: Settings) {
  if (engine === 'embedded') return { isDev: true };
  return {
    isDev: inngestDev,
    ...(inngestUrl === null ? {} : { baseUrl: inngestUrl }),
    ...(eventKey === null ? {} : { eventKey }),
    ...(signingKey === null ? {} : { signingKey }),
    ...(signingKeyFallback === null ? {} : { signingKeyFallback }),
  };
}
