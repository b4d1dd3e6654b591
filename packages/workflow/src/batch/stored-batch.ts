import { readFile } from 'node:fs/promises';
import { writeFileAtomically } from '@variegate/runner';
import type { EncoderSubstitution } from '@variegate/variants';
import { BatchUnknownError } from '../errors.ts';
import type { BatchRequest } from '../request/batch-request.ts';
import type { BatchFolder } from './batch-folder.ts';

const formatVersion = 1;

/** What all steps of a batch know of it. */
export interface StoredBatch {
  /** The request with an absolute output folder, without its inputs. */
  readonly request: BatchRequest;
  /** When it was begun, ISO 8601. What was published earlier was there already. */
  readonly startedAt: string;
  /** Number of chunks. */
  readonly chunks: number;
  /** Number of input files, the unusable ones and the duplicates included. */
  readonly inputs: number;
  /** Number of variants asked for. */
  readonly requested: number;
  /** That the request's encoder is not the one that was asked for. @default null */
  readonly substitution?: EncoderSubstitution | null;
  /** Inputs that are named as variants are, so that an output could take the place of one. */
  readonly guarded: readonly string[];
}

/** Keeps a batch for its later steps, on whichever machine they run. */
export async function storeBatch(folder: BatchFolder, batch: StoredBatch): Promise<void> {
  await writeFileAtomically(folder.batchPath, JSON.stringify({ formatVersion, ...batch }));
}

/**
 * Reads what was kept.
 *
 * @throws {WORKFLOW_BATCH_UNKNOWN} when it is not there, or was written by another version.
 */
export async function readStoredBatch(folder: BatchFolder): Promise<StoredBatch> {
  const batch = await readJson<StoredBatch & { formatVersion: number }>(folder.batchPath);
  if (batch?.formatVersion !== formatVersion) {
    throw new BatchUnknownError(
      `"${folder.path}" holds no batch of this version. Was the output folder emptied while the batch ran?`,
    );
  }
  return batch;
}

/** The value in a file of JSON; `null` where there is no such file. */
export async function readJson<T>(file: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
