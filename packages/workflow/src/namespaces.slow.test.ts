import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from 'inngest/node';
import { expect, test } from 'vitest';
import { readBatchSummary } from './batch/read-batch-summary.ts';
import { furnish } from './conformance/scenarios.ts';
import { harnessFolders, Listener, until } from './conformance/test-harness.ts';
import { batchRequestedEvent } from './events/sent-events.ts';
import { createWorkflowClient } from './functions/create-workflow-client.ts';
import { shortClip } from './testing/clip.ts';
import { testServerKeys, testServerUrl } from './testing/inngest-test-server.ts';
import { relay } from './testing/relay.ts';
import { runProgram } from './testing/run-script.ts';
import { scriptedFfmpeg } from './testing/scripted-ffmpeg.ts';
import { silentLogger } from './testing/silent-logger.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const variants = 40;

const namespaces = ['--net', '--pid', '--fork', '--mount-proc', '--kill-child'];
const isPermitted =
  spawnSync('unshare', [...namespaces, 'sh', '-c', 'ip link set lo up'], { stdio: 'ignore' }).status === 0;

test.skipIf(testServerUrl === null || !isPermitted)(
  'Two workers in separate network and pid namespaces share a batch on one folder; one is killed, the other finishes.',
  async () => {
    await using folder = await temporaryFolder();
    const { inputRoot, outputRoot } = harnessFolders(folder.path);
    await furnish({ inputRoot, outputRoot });
    const ffmpeg = await scriptedFfmpeg(folder.path);
    await copyFile(await shortClip(), path.join(inputRoot, 'short.mp4'));

    // The server listens beside the test, its gateway one port above; the workers see nothing but their own loopback.
    const api = Number(new URL(String(testServerUrl)).port);
    const ports = [String(api), String(api + 1)];
    const relays = await Promise.all(
      ports.map(port =>
        relay({ path: path.join(folder.path, `${port}.sock`) }, { host: '127.0.0.1', port: Number(port) }),
      ),
    );
    const listener = new Listener();
    const client = createWorkflowClient({
      ...{ id: 'workflow-listener', ...testServerKeys, baseUrl: String(testServerUrl) },
      ...{ logger: silentLogger, internalLogger: silentLogger },
    });
    const ears = createServer(serve({ client, functions: [...listener.functions(client)] }));
    ears.listen(0, '127.0.0.1');
    await once(ears, 'listening');
    const { port } = ears.address() as AddressInfo;
    expect((await fetch(`http://127.0.0.1:${port}/api/inngest`, { method: 'PUT' })).status).toBe(200);

    const script = fileURLToPath(new URL('testing/worker-process.ts', import.meta.url));
    const startWorker = (name: string) =>
      runProgram(
        'unshare',
        ...namespaces,
        ...['sh', '-c', 'ip link set lo up && exec "$@"', 'worker'],
        ...[process.execPath, script, 'connect', String(testServerUrl), folder.path, name, ...ports],
      );
    await using one = startWorker('one');
    await using two = startWorker('two');
    for (const worker of [one, two]) expect((await worker.lines.next()).value).toBe('ready');

    const request = {
      ...{ batchId: 'shared', outDir: 'shared', inputs: ['short.mp4'], count: variants },
      ...({ only: ['colour'], level: 'light', preset: 'ultrafast', measure: 'off' } as const),
    };
    await client.send(batchRequestedEvent(request));
    await until('renders in both namespaces', async () => {
      const places = await ffmpeg.begunIn();
      return new Set(places).size === 2 && places.length >= 4 ? true : undefined;
    });
    one.child.kill('SIGKILL');
    const begunAtKill = (await ffmpeg.begun()).length;
    expect(begunAtKill).toBeLessThan(variants);

    // A server gives a worker up after two minutes.
    await until(
      'the end of the batch',
      () => listener.heard('shared').find(({ name }) => name.endsWith('batch.completed')),
      420_000 * Number(process.env['VARIEGATE_TEST_PATIENCE'] ?? 1),
    );
    const summary = await readBatchSummary({ outDir: path.join(outputRoot, 'shared'), batchId: 'shared' });
    expect(summary).toMatchObject({ requested: variants, succeeded: variants, failed: 0 });
    // All that the other worker did not finish was done by this one, and nothing else twice.
    const begun = await ffmpeg.begun();
    expect(new Set(begun).size).toBe(variants);
    expect(begun.length).toBeLessThanOrEqual(variants + 2);
    expect(new Set((await ffmpeg.begunIn()).slice(begunAtKill + 2)).size).toBe(1);

    for (const server of [...relays, ears]) server.close();
    ears.closeAllConnections();
  },
);
