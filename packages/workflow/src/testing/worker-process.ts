/**
 * A worker in a separate process, for tests: `worker-process.ts TRANSPORT SERVER FOLDER NAME [PORT...]`. Says `ready` once
 * it is known to the server. Ends by draining at SIGTERM. In its own network namespace it reaches the ports through
 * sockets in the folder, `<PORT>.sock`.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { connect } from 'inngest/connect';
import { serve } from 'inngest/node';
import { harnessFolders } from '../conformance/test-harness.ts';
import { createWorkflowClient } from '../functions/create-workflow-client.ts';
import { createWorkflowFunctions } from '../functions/create-workflow-functions.ts';
import { createWorkflowRuntime } from '../runtime/create-workflow-runtime.ts';
import { testServerKeys } from './inngest-test-server.ts';
import { relay } from './relay.ts';
import { silentLogger } from './silent-logger.ts';

const [transport = '', baseUrl = '', folder = '', name = '', ...ports] = process.argv.slice(2);
for (const port of ports) {
  const socket = path.join(folder, `${port}.sock`);
  await relay({ host: '127.0.0.1', port: Number(port) }, { path: socket });
}
const { inputRoot, outputRoot } = harnessFolders(folder);
const ffmpegPath = path.join(folder, 'bin', 'ffmpeg');
const cacheFolder = path.join(folder, `cache-${name}`);
const runtime = await createWorkflowRuntime({
  ffmpegPath,
  inputRoot,
  outputRoot,
  cacheFolder,
  maxWorkers: 2,
});
const client = createWorkflowClient({
  ...{ ...testServerKeys, baseUrl },
  ...{ logger: silentLogger, internalLogger: silentLogger },
});
const functions = [...createWorkflowFunctions({ client, runtime })];

const close = transport === 'connect' ? await overConnect() : await overServe();
process.stdout.write('ready\n');
await once(process, 'SIGTERM');
await Promise.all([runtime.drain(), close()]);
await runtime[Symbol.asyncDispose]();

async function overConnect(): Promise<() => Promise<void>> {
  const connection = await connect({
    apps: [{ client, functions }],
    instanceId: name,
    maxWorkerConcurrency: 16,
    handleShutdownSignals: [],
  });
  return () => connection.close();
}

async function overServe(): Promise<() => Promise<void>> {
  const http = createServer(serve({ client, functions }));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const registered = await fetch(`http://127.0.0.1:${port}/api/inngest`, { method: 'PUT' });
  if (!registered.ok) throw new Error(`The server answered ${registered.status} to the registration.`);
  return async () => {
    http.closeAllConnections();
    http.close();
  };
}
