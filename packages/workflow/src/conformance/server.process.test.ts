import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from 'inngest/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkflowClient } from '../functions/create-workflow-client.ts';
import { testServerKeys, testServerUrl } from '../testing/inngest-test-server.ts';
import { type RunningScript, runScript } from '../testing/run-script.ts';
import { scriptedFfmpeg } from '../testing/scripted-ffmpeg.ts';
import { silentLogger } from '../testing/silent-logger.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { furnish, scenarios } from './scenarios.ts';
import { harnessFolders, Listener, type TestHarness } from './test-harness.ts';

/** Where an Inngest development server runs, such as `http://127.0.0.1:8288`; without it these tests are skipped. */

const transports = [
  ['over serve', 'serve', ['one']],
  ['over connect, with two workers', 'connect', ['one', 'two']],
] as const;

describe.skipIf(testServerUrl === null)('On the Inngest server of INNGEST_TEST_SERVER', () => {
  describe.each(transports)('%s', (_, transport, names) => {
    const listener = new Listener();
    const client = createWorkflowClient({
      ...{ id: 'workflow-listener', ...testServerKeys, baseUrl: String(testServerUrl) },
      ...{ logger: silentLogger, internalLogger: silentLogger },
    });
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    let workers: readonly RunningScript[] = [];
    let ears: Server;
    let harness: TestHarness;

    beforeAll(async () => {
      folder = await temporaryFolder();
      const folders = harnessFolders(folder.path);
      await furnish(folders);
      const ffmpeg = await scriptedFfmpeg(folder.path);
      ears = await listen(listener, client);
      const script = new URL('../testing/worker-process.ts', import.meta.url);
      workers = names.map(name => runScript(script, transport, String(testServerUrl), folder.path, name));
      for (const worker of workers) expect((await worker.lines.next()).value).toBe('ready');
      harness = {
        ...folders,
        ffmpeg,
        send: async event => void (await client.send(event)),
        heard: batchId => listener.heard(batchId),
        end: batchId => listener.end(batchId),
      };
    });

    afterAll(async () => {
      for (const worker of workers) await worker[Symbol.asyncDispose]();
      ears.closeAllConnections();
      ears.close();
      await folder[Symbol.asyncDispose]();
    });

    test.for(scenarios)('$title', scenario => scenario.play(harness));
  });
});

async function listen(listener: Listener, client: ReturnType<typeof createWorkflowClient>): Promise<Server> {
  const http = createServer(serve({ client, functions: [...listener.functions(client)] }));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const registered = await fetch(`http://127.0.0.1:${port}/api/inngest`, { method: 'PUT' });
  expect(registered.status).toBe(200);
  return http;
}
