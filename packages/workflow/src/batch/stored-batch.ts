import { readOwnText, writeFileAtomically } from '@variegate/runner';
import type { EncoderSubstitution, LeftOutVariants } from '@variegate/variants/internal';
import { z } from 'zod';
import { BatchUnknownError } from '../errors.ts';
import type { BatchRequest } from '../request/batch-request.ts';
import { parseBatchRequest } from '../request/parse-batch-request.ts';
import type { BatchFolder } from './batch-folder.ts';
import { claimedBy } from './claim-batch.ts';

const formatVersion = 1;

/** What all steps of a batch know of it. */
export interface StoredBatch {
  /** The request with an absolute output folder, without its inputs. */
  readonly request: BatchRequest;
  /** The run that makes the batch, which its records name. */
  readonly runId: string;
  /** When it was begun, ISO 8601; for the summary alone. */
  readonly startedAt: string;
  /** Number of chunks. */
  readonly chunks: number;
  /** Number of input files, the unusable ones and the duplicates included. */
  readonly inputs: number;
  /** Number of variants asked for. */
  readonly requested: number;
  /** That the request's encoder is not the one that was asked for. */
  readonly substitution: EncoderSubstitution | null;
  /** Variants that inputs cannot have, and that are not counted. */
  readonly leftOut: readonly LeftOutVariants[];
  /** Inputs that are named as variants are, so that an output could take the place of one. */
  readonly guarded: readonly string[];
}

const storedSchema = z.object({
  formatVersion: z.literal(formatVersion),
  request: z.record(z.string(), z.unknown()),
  // The first version knew it from the claim alone.
  runId: z.string().optional(),
  startedAt: z.iso.datetime(),
  chunks: z.int().min(0),
  inputs: z.int().min(0),
  requested: z.int().min(0),
  substitution: z.custom<EncoderSubstitution>(isSubstitution).nullable().default(null),
  leftOut: z
    .array(
      z.strictObject({
        source: z.string(),
        transformations: z.array(
          z.strictObject({ name: z.string(), variants: z.int().min(1), reason: z.string() }),
        ),
      }),
    )
    .default([]),
  guarded: z.array(z.string()),
});

/** Keeps a batch for its later steps, on whichever machine they run. */
export async function storeBatch(folder: BatchFolder, batch: StoredBatch): Promise<void> {
  await writeFileAtomically(folder.batchPath, JSON.stringify({ formatVersion, ...batch }));
}

/**
 * Reads what was kept.
 *
 * @throws {WORKFLOW_BATCH_UNKNOWN} when it is missing, or was written by another version.
 */
export async function readStoredBatch(folder: BatchFolder): Promise<StoredBatch> {
  const { data } = storedSchema.safeParse(await readJson(folder.batchPath));
  const runId = data?.runId ?? (await claimedBy(folder));
  if (data === undefined || runId === null) {
    throw new BatchUnknownError(
      `"${folder.path}" holds no batch of this version. Was the output folder emptied while the batch ran?`,
    );
  }
  // A stored request has no inputs: chunks hold them.
  const { inputs: _, ...request } = parseBatchRequest({ ...data.request, inputs: ['.'] });
  return { ...data, request, runId };
}

/** More than the largest batch needs: its paths, twice, where every input has the bytes of another. */
const maxMebibytes = 256;

/** The value in a file of JSON, unchecked; `null` where there is no such file. */
export async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readOwnText(file, { maxMebibytes })) as unknown;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function isSubstitution(value: unknown): boolean {
  const { wanted, used, reason } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return [wanted, used, reason].every(part => typeof part === 'string');
}
