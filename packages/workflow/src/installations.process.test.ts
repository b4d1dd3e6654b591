import { randomUUID } from 'node:crypto';
import { copyFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { createEmbeddedEngine } from '@variegate/embedded-engine';
import { expect, test } from 'vitest';
import { furnish } from './conformance/scenarios.ts';
import { harnessFolders, until } from './conformance/test-harness.ts';
import { batchRequestedEvent } from './events/sent-events.ts';
import { createWorkflowClient } from './functions/create-workflow-client.ts';
import { createWorkflowFunctions } from './functions/create-workflow-functions.ts';
import { BatchRegister } from './register/batch-register.ts';
import type { BatchRequest } from './request/batch-request.ts';
import { createWorkflowRuntime } from './runtime/create-workflow-runtime.ts';
import { shortClip } from './testing/clip.ts';
import { silentLogger } from './testing/silent-logger.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const request: BatchRequest = {
  ...{ batchId: 'monday', outDir: 'monday', inputs: ['clip.mp4'], count: 1 },
  ...{ only: ['colour'], level: 'light', preset: 'ultrafast', measure: 'off' },
};

/** An engine that runs the workflow of an app, and the warnings of its workers about other installations. */
async function place(folder: string, appId: string) {
  const { inputRoot, outputRoot } = harnessFolders(folder);
  await furnish({ inputRoot, outputRoot });
  await copyFile(await shortClip(), path.join(inputRoot, 'clip.mp4'));
  const warnings: string[] = [];
  const runtime = await createWorkflowRuntime({
    ...{ appId, inputRoot, outputRoot },
    onForeign: problem => void warnings.push(problem),
  });
  const client = createWorkflowClient({
    ...{ id: appId, isDev: true, logger: silentLogger, internalLogger: silentLogger },
  });
  const functions = createWorkflowFunctions({ client, runtime });
  const engine = await createEmbeddedEngine({ client, functions, store: 'memory' });
  return {
    ...{ outputRoot, warnings, client, engine, runtime },
    ended: () =>
      until('the end of the batch', () => {
        const [run] = engine.listRuns({ functionId: `${appId}-batch`, limit: 1 });
        return run?.endedAt == null ? undefined : engine.getRun(run.id);
      }),
    async [Symbol.asyncDispose]() {
      await runtime[Symbol.asyncDispose]();
      await engine.drain({ signal: AbortSignal.abort() });
    },
  };
}

test('An app takes its own events and no others, and an output root is of one app.', async () => {
  await using folder = await temporaryFolder();
  await using studio = await place(folder.path, 'studio');
  await studio.client.send(batchRequestedEvent(request));
  await studio.client.send(batchRequestedEvent(request, { appId: 'archive' }));
  expect(studio.engine.listRuns({ limit: 10 })).toEqual([]);

  await studio.client.send(batchRequestedEvent(request, { appId: 'studio' }));
  expect((await studio.ended()).output).toMatchObject({ batchId: 'monday', succeeded: 1 });

  const others = Array.from({ length: 4 }, () => new BatchRegister(studio.outputRoot, 'archive'));
  for (const register of others) {
    await expect(register.installation()).rejects.toMatchObject({
      code: 'WORKFLOW_OUTPUT_ROOT_TAKEN',
      message: expect.stringContaining('belongs to the app "studio"'),
    });
  }
  const own = new BatchRegister(studio.outputRoot, 'studio');
  expect(await own.installation()).toBe(await studio.runtime.register?.installation());
});

test('Of several workers that start at the same moment on a new output root, all are one installation.', async () => {
  await using folder = await temporaryFolder();
  const registers = Array.from({ length: 8 }, () => new BatchRegister(folder.path));
  const names = await Promise.all(registers.map(register => register.installation()));
  expect(new Set(names).size).toBe(1);
});

test('A step of another installation of the same app is not done, and is warned of once.', async () => {
  await using folder = await temporaryFolder();
  await using here = await place(folder.path, 'variegate');
  const installation = randomUUID();
  await here.client.send(batchRequestedEvent(request, { installation }));
  await here.client.send(batchRequestedEvent({ ...request, batchId: 'tuesday' }, { installation }));
  await until('a warning', () => here.warnings[0]);
  await here.client.send(batchRequestedEvent({ ...request, batchId: 'own', outDir: 'own' }));
  expect((await here.ended()).output).toMatchObject({ batchId: 'own', succeeded: 1 });
  expect(here.warnings).toHaveLength(1);
  expect(here.warnings[0]).toContain('both are the app "variegate"');
  expect((await readdir(here.outputRoot)).sort()).toEqual(['.variegate', 'own']);
});
