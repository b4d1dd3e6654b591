import { type FileHandle, open } from 'node:fs/promises';
import type { VariantError, VariantJob, VariantSlot } from '@variegate/variants';
import { BatchUnknownError } from '../errors.ts';
import type { BatchFolder } from './batch-folder.ts';

/** What was planned, as a line of a chunk's list says it. */
export type PlannedLine = PlannedJobLine | PlannedRefusalLine | PlannedDuplicateLine;

/** A variant to be made. */
export interface PlannedJobLine {
  readonly kind: 'job';
  /** Place of its source among the inputs, from 0. */
  readonly position: number;
  readonly job: VariantJob;
}

/** Variants of an input that cannot be used. */
export interface PlannedRefusalLine {
  readonly kind: 'refused';
  readonly position: number;
  readonly path: string;
  readonly error: VariantError;
  /** The variants that there will not be. */
  readonly slots: readonly VariantSlot[];
  /** Whether these are the first of the input's. */
  readonly isFirst: boolean;
}

/** An input with the same bytes as an earlier one. */
export interface PlannedDuplicateLine {
  readonly kind: 'duplicate';
  readonly position: number;
  readonly path: string;
  readonly duplicateOf: string;
}

/** Where a variant's line stands: what steps hand to each other in the place of a plan. */
export interface PlannedPlace {
  /** The variant's id. */
  readonly id: string;
  /** In bytes. */
  readonly offset: number;
  /** In bytes. */
  readonly length: number;
}

/** Reads everything that was planned for a chunk, in order; nothing where planning it did not come to an end. */
export async function* readPlannedLines(folder: BatchFolder, chunk: number): AsyncGenerator<PlannedLine> {
  await using file = await openPlanned(folder, chunk);
  if (file === null) return;
  for await (const line of file.readLines()) yield JSON.parse(line) as PlannedLine;
}

/**
 * Reads the job of one variant.
 *
 * @throws {WORKFLOW_BATCH_UNKNOWN} when the chunk was planned anew and has no such variant any more.
 */
export async function readPlannedJob(
  folder: BatchFolder,
  chunk: number,
  { id, offset, length }: PlannedPlace,
): Promise<PlannedJobLine> {
  await using file = await openPlanned(folder, chunk);
  if (file !== null) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
    const line = parseJob(buffer.toString('utf8', 0, bytesRead));
    if (line?.job.id === id) return line;
    for await (const other of readPlannedLines(folder, chunk)) {
      if (other.kind === 'job' && other.job.id === id) return other;
    }
  }
  throw new BatchUnknownError(
    `The plan of the variant ${id} is not in "${folder.plannedPath(chunk)}" any more.`,
  );
}

async function openPlanned(folder: BatchFolder, chunk: number): Promise<FileHandle | null> {
  return open(folder.plannedPath(chunk), 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

function parseJob(text: string): PlannedJobLine | null {
  try {
    const line = JSON.parse(text) as PlannedLine;
    return line.kind === 'job' ? line : null;
  } catch {
    return null;
  }
}
