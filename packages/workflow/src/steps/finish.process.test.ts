import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { requestCancel } from '../batch/cancel-marker.ts';
import { readBatchSummary } from '../batch/read-batch-summary.ts';
import { furnish } from '../conformance/scenarios.ts';
import { harnessFolders } from '../conformance/test-harness.ts';
import { createWorkflowRuntime } from '../runtime/create-workflow-runtime.ts';
import { shortClip } from '../testing/clip.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { finishStep } from './finish.ts';
import { prepareStep } from './prepare.ts';

test('A batch that many runs finish at the same time ends once, with the outcome of all its variants.', async () => {
  await using folder = await temporaryFolder();
  const folders = harnessFolders(folder.path);
  await furnish(folders);
  await copyFile(await shortClip(), path.join(folders.inputRoot, 'clip.mp4'));
  await using runtime = await createWorkflowRuntime(folders);
  const how = { chunkErrors: new Map(), interrupted: false };
  for (let round = 1; round <= 20; round += 1) {
    const batchId = `batch-${round}`;
    const outDir = path.join(folders.outputRoot, batchId);
    await prepareStep(runtime, { batchId, outDir: batchId, inputs: ['clip.mp4'], count: 30 }, 'run');
    await requestCancel({ outDir, batchId });
    /** As an engine does a step again whose folder another has locked. */
    const finish = async () => {
      for (;;) {
        try {
          return await runtime.within({ outDir, batchId }, context => finishStep(context, how));
        } catch (error) {
          if ((error as { code?: unknown }).code !== 'VARIANTS_OUTPUT_FOLDER_BUSY') throw error;
        }
      }
    };
    const summaries = await Promise.all(Array.from({ length: 8 }, finish));
    for (const summary of [...summaries, await readBatchSummary({ outDir, batchId })])
      expect(summary).toMatchObject({ requested: 30, cancelled: 30 });
  }
});
