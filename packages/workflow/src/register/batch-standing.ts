import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Summary } from '@variegate/variants';
import { assertNoLinkBelow } from '@variegate/variants/internal';
import { type BatchFolder, batchFolderAt } from '../batch/batch-folder.ts';
import { claimedBy } from '../batch/claim-batch.ts';
import { readBatchSummary } from '../batch/read-batch-summary.ts';
import type { BatchFailure, BatchRegister, RegisteredBatch } from './batch-register.ts';

/** How a batch stands, by the files that all workers share, whatever an engine remembers of it. */
export interface BatchStanding extends RegisteredBatch {
  readonly folder: BatchFolder;
  /** The run that has begun it; `null` while none has. */
  readonly runId: string | null;
  /** `null` until it has ended. */
  readonly summary: Summary | null;
  /** Why it has failed as a whole; `null` where it has not. */
  readonly failure: BatchFailure | null;
  /** ISO 8601; `null` while something is left to be done of it. */
  readonly endedAt: string | null;
}

/**
 * Reads how a registered batch stands. Makes nothing.
 *
 * @throws {VARIANTS_OUTPUT_FOLDER_UNUSABLE} when a folder of the batch has become a link.
 */
export async function readStanding(register: BatchRegister, batch: RegisteredBatch): Promise<BatchStanding> {
  const { batchId, outDir } = batch.request;
  const folder = batchFolderAt(path.resolve(register.outputRoot, outDir), batchId);
  await assertNoLinkBelow(register.outputRoot, [folder.output.path]);
  const summary = await readBatchSummary({ outDir: folder.output.path, batchId });
  const failure = summary === null ? await register.failureOf(batchId) : null;
  const endedAt = summary === null ? (failure?.failedAt ?? null) : await writtenAt(folder.summaryPath);
  return { ...batch, folder, runId: await claimedBy(folder), summary, failure, endedAt };
}

async function writtenAt(file: string): Promise<string> {
  return (await stat(file)).mtime.toISOString();
}
