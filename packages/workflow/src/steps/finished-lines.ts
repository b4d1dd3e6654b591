import type { VariantError } from '@variegate/variants';
import {
  emptyResult,
  placeOf,
  slotsOf,
  slotsOfInput,
  unpublishedResult,
  type VariantSlot,
} from '@variegate/variants/internal';
import { type ChunkPiece, isFirstPiece, readPieces } from '../batch/chunks.ts';
import { type PlannedJobLine, type PlannedLine, readPlannedLines } from '../batch/planned-lines.ts';
import type { WorkflowBatch } from '../runtime/open-batch.ts';
import { type RecordedResult, recordedResult, resultsOfRefusal } from './recorded-results.ts';

/** A line of a chunk's plan, and the results of the variants that it is about. */
export interface FinishedLine {
  readonly line: PlannedLine | UnplannedLine;
  readonly results: readonly RecordedResult[];
}

/** Variants whose turn to be planned did not come. */
export interface UnplannedLine {
  readonly kind: 'unplanned';
  readonly position: number;
  readonly path: string;
  readonly slots: readonly VariantSlot[];
}

/** How variants without a record are reported. */
export interface UnrecordedOptions {
  /** Why a chunk could not be planned, or did not come to its end, by its number. */
  readonly chunkErrors: ReadonlyMap<number, VariantError>;
  /** Whether the batch is continued later. */
  readonly interrupted: boolean;
}

/** The results of everything in a chunk, in order. */
export async function* finishedLines(
  context: WorkflowBatch,
  chunk: number,
  options: UnrecordedOptions,
): AsyncGenerator<FinishedLine> {
  let isPlanned = false;
  for await (const line of readPlannedLines(context.batchFolder, chunk)) {
    isPlanned = true;
    yield { line, results: await resultsOf(context, line, chunk, options) };
  }
  if (isPlanned) return;
  const slots = slotsOf(context.options);
  for (const piece of await readPieces(context.batchFolder, chunk)) {
    const line = unplannedLine(piece, slotsOfInput(piece.input, slots), options.chunkErrors.get(chunk));
    yield { line, results: await resultsOf(context, line, chunk, options) };
  }
}

async function resultsOf(
  context: WorkflowBatch,
  line: FinishedLine['line'],
  chunk: number,
  options: UnrecordedOptions,
): Promise<readonly RecordedResult[]> {
  switch (line.kind) {
    case 'job':
      return [await resultOfJob(context, line, chunk, options)];
    case 'refused':
      return resultsOfRefusal(line);
    case 'duplicate':
      return [];
    case 'unplanned': {
      const { position, path, slots } = line;
      return slots.map(slot => {
        const result = emptyResult('cancelled', { id: null, ...slot, source: path }, null);
        return { place: { inputIndex: position, ...slot }, result, job: null };
      });
    }
  }
}

async function resultOfJob(
  context: WorkflowBatch,
  { position, job }: PlannedJobLine,
  chunk: number,
  { chunkErrors, interrupted }: UnrecordedOptions,
): Promise<RecordedResult> {
  const place = placeOf(job, position);
  const recorded = await recordedResult(context.batchFolder, context.batch, job);
  if (recorded !== null) return { place, ...recorded };
  const isLeftOut = interrupted || context.cancelled;
  return { place, job, result: unpublishedResult(job, isLeftOut ? null : (chunkErrors.get(chunk) ?? lost)) };
}

const lost: VariantError = {
  code: 'WORKFLOW_VARIANT_LOST',
  message: 'The variant was not rendered, and its record, which would say why, could not be written.',
  retry: { kind: 'now' },
};

function unplannedLine(
  piece: ChunkPiece,
  slots: readonly VariantSlot[],
  chunkError: VariantError | undefined,
): FinishedLine['line'] {
  const { position, input } = piece;
  const { path } = input;
  if (input.kind === 'duplicate')
    return { kind: 'duplicate', position, path, duplicateOf: input.duplicateOf };
  const error = input.kind === 'unusable' ? input.error : chunkError;
  return error === undefined
    ? { kind: 'unplanned', position, path, slots }
    : { kind: 'refused', position, path, error, slots, isFirst: isFirstPiece(piece) };
}
