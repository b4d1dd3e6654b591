/**
 * A worker of `server-fan-out.bench.ts`, whose renders are trivial: `trivial-worker.ts SERVER FOLDER NAME`. Says `ready` once
 * the server knows it, and at SIGTERM, when it has drained, what it took: peak memory in bytes, processor time in seconds.
 */
import { once } from 'node:events';
import path from 'node:path';
import { connect } from 'inngest/connect';
import { harnessFolders } from '../conformance/test-harness.ts';
import { createWorkflowClient } from '../functions/create-workflow-client.ts';
import { createWorkflowFunctions } from '../functions/create-workflow-functions.ts';
import { createWorkflowRuntime } from '../runtime/create-workflow-runtime.ts';
import { testServerKeys } from '../testing/inngest-test-server.ts';
import { silentLogger } from '../testing/silent-logger.ts';
import { benchAppId } from './bench-app-id.ts';
import { trivialRender } from './trivial-render.ts';

const [baseUrl = '', folder = '', name = ''] = process.argv.slice(2);
const { inputRoot, outputRoot } = harnessFolders(folder);
const runtime = await createWorkflowRuntime({
  ...{ inputRoot, outputRoot, cacheFolder: path.join(folder, `cache-${name}`) },
  ...{ appId: benchAppId, render: trivialRender },
});
const client = createWorkflowClient({
  ...{ id: benchAppId, ...testServerKeys, baseUrl },
  ...{ logger: silentLogger, internalLogger: silentLogger },
});
const connection = await connect({
  apps: [{ client, functions: [...createWorkflowFunctions({ client, runtime })] }],
  instanceId: name,
  maxWorkerConcurrency: 2 * runtime.workers,
  handleShutdownSignals: [],
});
process.stdout.write('ready\n');
await once(process, 'SIGTERM');
await Promise.all([runtime.drain(), connection.close()]);
await runtime[Symbol.asyncDispose]();
const { user, system } = process.cpuUsage();
const used = { memoryBytes: process.resourceUsage().maxRSS * 1024, cpuSeconds: (user + system) / 1e6 };
process.stdout.write(`${JSON.stringify(used)}\n`);
