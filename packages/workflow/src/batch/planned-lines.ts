import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { openOwnFile } from '@variegate/runner';
import type { VariantError, VariantJob } from '@variegate/variants';
import {
  parseJob,
  requestOf,
  seriesSchema,
  type VariantSlot,
  variantErrorSchema,
  variantKinds,
} from '@variegate/variants/internal';
import { z } from 'zod';
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

/** An input with the same bytes as another one. */
export interface PlannedDuplicateLine {
  readonly kind: 'duplicate';
  readonly position: number;
  readonly path: string;
  readonly duplicateOf: string;
}

/** Where a variant's line stands: what steps pass to each other in the place of a plan. */
export interface PlannedPlace {
  /** The variant's id. */
  readonly id: string;
  /** In bytes. */
  readonly offset: number;
  /** In bytes. */
  readonly length: number;
}

/** One of the variants that an input is to have. */
export const slotSchema: z.ZodType<VariantSlot> = z.strictObject({
  kind: z.enum(variantKinds),
  index: z.int().min(1),
  series: z.exactOptional(seriesSchema),
});

const position = z.int().min(0);

const lineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('job'), position, job: z.unknown() }),
  z.strictObject({
    kind: z.literal('refused'),
    position,
    path: z.string(),
    error: variantErrorSchema,
    slots: z.array(slotSchema),
    isFirst: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('duplicate'), position, path: z.string(), duplicateOf: z.string() }),
]);

/** The text of a line, with its line break. */
export function plannedLineText(line: PlannedLine): string {
  return `${JSON.stringify(line.kind === 'job' ? { ...line, job: requestOf(line.job) } : line)}\n`;
}

/**
 * Reads everything that was planned for a chunk, in order; nothing where planning it did not finish.
 *
 * @throws {WORKFLOW_BATCH_UNKNOWN} at a line that is not a plan.
 */
export async function* readPlannedLines(folder: BatchFolder, chunk: number): AsyncGenerator<PlannedLine> {
  await using file = await openPlanned(folder, chunk);
  if (file === null) return;
  for await (const text of file.readLines()) {
    const line = parseLine(text);
    if (line === null)
      throw new BatchUnknownError(`"${folder.plannedPath(chunk)}" holds a line that is not a plan.`);
    yield line;
  }
}

/**
 * Reads the job of one variant.
 *
 * @throws {WORKFLOW_BATCH_UNKNOWN} when the chunk was planned again and no longer has that variant.
 */
export async function readPlannedJob(
  folder: BatchFolder,
  chunk: number,
  { id, offset, length }: PlannedPlace,
): Promise<PlannedJobLine> {
  await using file = await openPlanned(folder, chunk);
  if (file !== null) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
    const line = parseLine(buffer.toString('utf8', 0, bytesRead));
    if (line?.kind === 'job' && line.job.id === id) return line;
    for await (const other of readPlannedLines(folder, chunk)) {
      if (other.kind === 'job' && other.job.id === id) return other;
    }
  }
  throw new BatchUnknownError(
    `The plan of the variant ${id} is not in "${folder.plannedPath(chunk)}" any more.`,
  );
}

async function openPlanned(folder: BatchFolder, chunk: number): Promise<FileHandle | null> {
  return openOwnFile(folder.plannedPath(chunk), constants.O_RDONLY).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

function parseLine(text: string): PlannedLine | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const { data } = lineSchema.safeParse(value);
  if (data === undefined || data.kind !== 'job') return data ?? null;
  const job = parseJob(data.job);
  return job === null ? null : { ...data, job };
}
