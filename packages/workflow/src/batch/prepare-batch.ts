import path from 'node:path';
import { writeFileAtomically } from '@variegate/runner';
import {
  countRequested,
  drawnSlots,
  leaveOutVariants,
  type ResolvedInput,
  resolveInputs,
  settleEncoder,
} from '@variegate/variants';
import { BatchSizeError, RequestInvalidError } from '../errors.ts';
import { type BatchRequest, maxBatchVariants } from '../request/batch-request.ts';
import { runOptionsOf } from '../runtime/batch-context.ts';
import type { WorkflowRuntime } from '../runtime/workflow-runtime.ts';
import { claimBatch } from './claim-batch.ts';
import { findRequestInputs } from './request-inputs.ts';
import { splitIntoChunks } from './split-into-chunks.ts';
import { storeBatch } from './stored-batch.ts';

/** What the steps after the first one need to know. */
export type PreparedBatch = BatchOutline | { readonly duplicateOf: string };

/** A batch that is ready to be planned. */
export interface BatchOutline {
  /** Absolute path of the output folder, without links below the root. */
  readonly outDir: string;
  readonly chunks: number;
  readonly requested: number;
  readonly priority: number;
}

/**
 * Finds the inputs of a batch, gives each its name, and splits them into chunks; everything but the size is kept in the
 * output folder. The first run of a batch takes its name for good: a later one is told whose it is.
 *
 * @param runId - the run that prepares
 * @throws {WORKFLOW_PATH_OUTSIDE_ROOT} | {WORKFLOW_INPUTS_FILE_UNUSABLE} | {WORKFLOW_BATCH_SIZE}
 * @throws {VARIANTS_INPUTS_UNUSABLE} | {VARIANTS_OUTPUT_FOLDER_UNUSABLE} | {RUNNER_OUTPUT_OUTSIDE_ROOT}
 */
export async function prepareBatch(
  runtime: WorkflowRuntime,
  request: BatchRequest,
  runId: string,
): Promise<PreparedBatch> {
  const startedAt = new Date().toISOString();
  const folder = await runtime.locate(request);
  const outDir = folder.output.path;
  const owner = await claimBatch(folder, runId);
  if (owner !== runId) return { duplicateOf: owner };

  const { inputs: _, inputsFile: __, ...rest } = request;
  const { parts } = runtime;
  assertAssetsAllowed(request, runtime.inputRoot);
  const options = runOptionsOf({ ...rest, outDir }, parts);
  const { ffmpeg, inputRoot, cacheFolder, eventsOf } = parts;
  const { substitution } = await settleEncoder(options.settings, ffmpeg);
  // One encoder for the whole batch, whichever worker renders.
  const kept = { ...rest, outDir, ...(substitution === null ? {} : { encoder: substitution.used }) };
  const found = await findRequestInputs(request, { inputRoot: runtime.inputRoot, outDir });
  const wanted = options.allowVariants ? found : await leaveOutVariants(found, { ffmpeg });
  const inputs = await resolveInputs(wanted, { cacheFolder, inputRoot });
  const slots = drawnSlots(options.drawing);
  const requested = countRequested(inputs, slots);
  if (requested > maxBatchVariants) {
    throw new BatchSizeError(
      `${requested} variants are asked for of ${inputs.length} inputs. A batch has at most ${maxBatchVariants}.`,
    );
  }
  const chunks = splitIntoChunks(inputs, slots);
  for (const [index, pieces] of chunks.entries()) {
    await writeFileAtomically(folder.chunkPath(index + 1), JSON.stringify(pieces));
  }
  const size = { chunks: chunks.length, inputs: inputs.length, requested };
  await storeBatch(folder, {
    request: kept,
    startedAt,
    ...size,
    substitution,
    guarded: namedLikeVariants(inputs),
  });

  const { strategy, seed, level } = options.drawing;
  eventsOf(request.batchId).emit({
    ...{ type: 'batch-planned', batchId: request.batchId, outDir, strategy, seed, level },
    ...{ inputs: inputs.length, requested, workers: runtime.workers },
  });
  if (substitution !== null) eventsOf(request.batchId).emit({ type: 'encoder-unavailable', ...substitution });
  return { outDir, chunks: chunks.length, requested, priority: request.priority ?? 0 };
}

/** A folder of assets is read whole, links included, which is not for strangers to ask. */
function assertAssetsAllowed({ assets }: BatchRequest, inputRoot: string | null): void {
  if (assets === undefined || inputRoot === null) return;
  throw new RequestInvalidError([
    { path: 'assets', message: 'is not available where inputs lie under a root' },
  ]);
}

function namedLikeVariants(inputs: readonly ResolvedInput[]): readonly string[] {
  return inputs
    .map(input => input.path)
    .filter(file => /\.v\d{3,}\.[0-9a-f]{6}\.[a-z0-9]+$/i.test(path.basename(file)));
}
