import { appendFile, copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createEmbeddedEngine } from '@variegate/embedded-engine';
import { planVariants } from '@variegate/variants';
import { expect, test } from 'vitest';
import { maxChunkSize } from '../batch/chunks.ts';
import { furnish } from '../conformance/scenarios.ts';
import { harnessFolders, Listener, until } from '../conformance/test-harness.ts';
import { batchCancelEvent, batchRequestedEvent } from '../events/sent-events.ts';
import { createWorkflowRuntime } from '../runtime/create-workflow-runtime.ts';
import { shortClip } from '../testing/clip.ts';
import { scriptedFfmpeg } from '../testing/scripted-ffmpeg.ts';
import { silentLogger } from '../testing/silent-logger.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { createWorkflowClient } from './create-workflow-client.ts';
import { createWorkflowFunctions } from './create-workflow-functions.ts';

const chunksPerBatch = 2;
const options = { count: 1, only: ['colour'], level: 'light', preset: 'ultrafast', measure: 'off' } as const;

test.skipIf(process.platform !== 'linux')(
  'The next chunk begins when one has ended, though a variant of another hangs.',
  async () => {
    await using folder = await temporaryFolder();
    const { inputRoot, outputRoot } = harnessFolders(folder.path);
    await furnish({ inputRoot, outputRoot });
    const ffmpeg = await scriptedFfmpeg(folder.path);
    await copyFile(await shortClip(), path.join(inputRoot, 'a-slow.mp4'));
    // Copies make no variants, and fill as many chunks as are under way in parallel.
    await mkdir(path.join(inputRoot, 'copies'));
    for (let copy = 0; copy < chunksPerBatch * maxChunkSize; copy += 1)
      await copyFile(path.join(inputRoot, 'a-slow.mp4'), path.join(inputRoot, 'copies', `${copy}.mp4`));
    // A box that holds nothing makes it another file.
    await copyFile(await shortClip(), path.join(inputRoot, 'quick.mp4'));
    await appendFile(path.join(inputRoot, 'quick.mp4'), '\0\0\0\x08free');
    const request = { batchId: 'b', outDir: 'b', inputs: ['a-slow.mp4', 'copies', 'quick.mp4'], ...options };
    const [slow] = await planVariants({
      ...options,
      input: path.join(inputRoot, 'a-slow.mp4'),
      outDir: path.join(outputRoot, 'b'),
    });
    await ffmpeg.hang(slow?.planDigest ?? '');

    await using runtime = await createWorkflowRuntime({
      ...{ ffmpegPath: ffmpeg.path, inputRoot, outputRoot, maxWorkers: 2 },
    });
    const client = createWorkflowClient({ isDev: true, logger: silentLogger, internalLogger: silentLogger });
    const listener = new Listener();
    const functions = createWorkflowFunctions({ client, runtime, limits: { chunksPerBatch } });
    await using _engine = await createEmbeddedEngine({
      ...{ client, functions: [...functions, ...listener.functions(client)], store: 'memory' },
    });
    await client.send(batchRequestedEvent(request));
    const published = await until('a variant', () =>
      listener.heard('b').find(({ name }) => name === 'variegate/variant.completed'),
    );
    expect(published.data['source']).toBe(path.join(inputRoot, 'quick.mp4'));
    await client.send(batchCancelEvent('b'));
    expect((await listener.end('b')).data).toMatchObject({ requested: 2, succeeded: 1, cancelled: 1 });
  },
);
