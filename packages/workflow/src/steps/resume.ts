import { claimedBy } from '../batch/claim-batch.ts';
import { readStoredBatch } from '../batch/stored-batch.ts';
import { BatchUnknownError } from '../errors.ts';
import { readStanding } from '../register/batch-standing.ts';
import type { WorkflowRuntime } from '../runtime/workflow-runtime.ts';
import { type BatchOutline, outlineOf, prepareStep } from './prepare.ts';

/**
 * Takes up a batch whose run is lost: with what was prepared, or by preparing it in the name of the run that had begun.
 *
 * @param runId - the run that takes it up
 * @returns `null` where the batch has ended
 * @throws {WORKFLOW_BATCH_UNKNOWN} when no such batch was ever requested under the output root.
 */
export async function resumeStep(
  runtime: WorkflowRuntime,
  batchId: string,
  runId: string,
): Promise<BatchOutline | null> {
  const { register } = runtime;
  const batch = (await register?.find(batchId)) ?? null;
  if (register === null || batch === null)
    throw new BatchUnknownError(`No batch "${batchId}" was requested here.`);
  if ((await readStanding(register, batch)).endedAt !== null) return null;
  const folder = await runtime.locate(batch.request);
  try {
    return await outlineOf(runtime, await readStoredBatch(folder));
  } catch (error) {
    if (!(error instanceof BatchUnknownError)) throw error;
  }
  const owner = (await claimedBy(folder)) ?? runId;
  const prepared = await prepareStep(runtime, batch.request, owner);
  // Another run has claimed it meanwhile.
  return 'duplicateOf' in prepared ? null : prepared;
}
