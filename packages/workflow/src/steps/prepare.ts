import { writeFileAtomically } from '@variegate/runner';
import {
  openingEvents,
  parseOutputName,
  prepareBatch,
  type ResolvedInput,
} from '@variegate/variants/internal';
import { splitIntoChunks } from '../batch/chunks.ts';
import { claimBatch } from '../batch/claim-batch.ts';
import { findRequestInputs } from '../batch/request-inputs.ts';
import { type StoredBatch, storeBatch } from '../batch/stored-batch.ts';
import { BatchIdTakenError, BatchSizeError, RequestInvalidError } from '../errors.ts';
import { differingFields } from '../register/batch-register.ts';
import { notificationChannels } from '../register/notification-register.ts';
import { type BatchRequest, maxBatchVariants } from '../request/batch-request.ts';
import { parseBatchRequest } from '../request/parse-batch-request.ts';
import { runOptionsOf } from '../runtime/open-batch.ts';
import type { WorkflowRuntime } from '../runtime/workflow-runtime.ts';
import { senderOf } from './notify.ts';

/** What the steps after the first one need to know. */
export type PreparedStep = BatchOutline | { readonly duplicateOf: string };

/** A batch that is ready to be planned. */
export interface BatchOutline {
  /** Absolute path of the output folder, without links below the root. */
  readonly outDir: string;
  readonly chunks: number;
  readonly requested: number;
  readonly priority: number;
  /** The workers whose batch it is; none where outputs may lie anywhere. */
  readonly installation?: string;
}

/**
 * Prepares a batch and splits its inputs into chunks; everything but the size is kept in the output folder. The first run of
 * a batch takes its name for good: a later one learns whose it is.
 *
 * @param runId - the run that prepares
 * @throws {WORKFLOW_BATCH_ID_TAKEN} when another request has the name.
 * @throws {WORKFLOW_PATH_OUTSIDE_ROOT} | {WORKFLOW_INPUTS_FILE_UNUSABLE} | {WORKFLOW_BATCH_SIZE}
 * @throws {VARIANTS_INPUTS_UNUSABLE} | {VARIANTS_OUTPUT_FOLDER_UNUSABLE} | {RUNNER_OUTPUT_OUTSIDE_ROOT}
 */
export async function prepareStep(
  runtime: WorkflowRuntime,
  request: BatchRequest,
  runId: string,
): Promise<PreparedStep> {
  const startedAt = new Date().toISOString();
  await register(runtime, request);
  const folder = await runtime.locate(request);
  const outDir = folder.output.path;
  const owner = await claimBatch(folder, runId);
  if (owner !== runId) return { duplicateOf: owner };

  const { inputs: _, inputsFile: __, ...rest } = request;
  const { parts } = runtime;
  assertAssetsAllowed(request, runtime.inputRoot);
  const found = await findRequestInputs(request, { inputRoot: runtime.inputRoot, outDir });
  const events = parts.eventsOf(request.batchId);
  const prepared = await prepareBatch(
    { found, options: runOptionsOf({ ...rest, outDir }, { ...parts.host, ...parts }) },
    parts.host,
    { events },
  );
  const { inputs, requested, substitution, slots, leftOut } = prepared;
  if (requested > maxBatchVariants) {
    throw new BatchSizeError(
      `${requested} variants are asked for of ${inputs.length} inputs. A batch has at most ${maxBatchVariants}.`,
    );
  }
  const chunks = splitIntoChunks(inputs, slots);
  for (const [index, pieces] of chunks.entries()) {
    await writeFileAtomically(folder.chunkPath(index + 1), JSON.stringify(pieces));
  }
  const stored: StoredBatch = {
    // One encoder for the whole batch, whichever worker renders.
    request: { ...rest, outDir, ...(substitution === null ? {} : { encoder: substitution.used }) },
    ...{ runId, startedAt, chunks: chunks.length, inputs: inputs.length, requested, substitution, leftOut },
    guarded: namedLikeVariants(inputs),
  };
  await storeBatch(folder, stored);
  for (const event of openingEvents({ ...prepared, inputs: inputs.length }, parts.host)) events.emit(event);
  return outlineOf(runtime, stored);
}

/** Also a batch that came as an event is known to every worker, and by one request alone. */
async function register({ register, notifications }: WorkflowRuntime, request: BatchRequest): Promise<void> {
  if (register === null) return;
  const asked = parseBatchRequest(request);
  const { batch } = await register.enter(asked);
  const fields = differingFields(batch.request, asked);
  if (fields.length > 0) throw new BatchIdTakenError(request.batchId, fields);
  // Whatever becomes of the runs from here on, it is known that its end is to be said.
  for (const channel of notificationChannels) {
    if (senderOf(channel, request, notifications) !== null)
      await register.notifications.expect(channel, request.batchId);
  }
}

/** What the steps after the first one need to know of a batch that was prepared. */
export async function outlineOf(
  { register }: WorkflowRuntime,
  { request, chunks, requested }: StoredBatch,
): Promise<BatchOutline> {
  const outline = { outDir: request.outDir, chunks, requested, priority: request.priority ?? 0 };
  return register === null ? outline : { ...outline, installation: await register.installation() };
}

/** A folder of assets is read whole, links included, which is not for strangers to ask. */
function assertAssetsAllowed({ assets }: BatchRequest, inputRoot: string | null): void {
  if (assets === undefined || inputRoot === null) return;
  throw new RequestInvalidError([
    { path: 'assets', message: 'is not available where inputs lie under a root' },
  ]);
}

function namedLikeVariants(inputs: readonly ResolvedInput[]): readonly string[] {
  return inputs.map(input => input.path).filter(file => parseOutputName(file) !== null);
}
