import { createEmbeddedEngine } from '@variegate/embedded-engine';
import { describe, test } from 'vitest';
import { createWorkflowClient } from '../functions/create-workflow-client.ts';
import { createWorkflowFunctions } from '../functions/create-workflow-functions.ts';
import { createWorkflowRuntime } from '../runtime/create-workflow-runtime.ts';
import { scriptedFfmpeg } from '../testing/scripted-ffmpeg.ts';
import { silentLogger } from '../testing/silent-logger.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { furnish, scenarios } from './scenarios.ts';
import { harnessFolders, Listener } from './test-harness.ts';

describe.skipIf(process.platform !== 'linux')('On the embedded engine', () => {
  test.for(scenarios)('$title', async scenario => {
    await using folder = await temporaryFolder();
    const folders = harnessFolders(folder.path);
    await furnish(folders);
    const ffmpeg = await scriptedFfmpeg(folder.path);
    const { inputRoot, outputRoot } = folders;
    await using runtime = await createWorkflowRuntime({ ffmpegPath: ffmpeg.path, inputRoot, outputRoot });
    const client = createWorkflowClient({ isDev: true, logger: silentLogger, internalLogger: silentLogger });
    const listener = new Listener();
    const functions = [...createWorkflowFunctions({ client, runtime }), ...listener.functions(client)];
    await using _engine = await createEmbeddedEngine({ client, functions, store: 'memory' });
    await scenario.play({
      ...folders,
      ffmpeg,
      send: async event => void (await client.send(event)),
      heard: batchId => listener.heard(batchId),
      end: batchId => listener.end(batchId),
    });
  });
});
