import { drawnSlots, emptyResult, type VariantError, type VariantSlot } from '@variegate/variants';
import type { BatchContext } from '../runtime/batch-context.ts';
import { type Outcome, outcomeOf, outcomesOfRefusal, unheardResult } from './outcome.ts';
import { type PlannedJobLine, type PlannedLine, readPlannedLines } from './planned-line.ts';
import { type ChunkPiece, isFirstPiece, slotsOf } from './split-into-chunks.ts';
import { readJson } from './stored-batch.ts';

/** A line of a chunk's plan, and what became of the variants that it is about. */
export interface SettledLine {
  readonly line: PlannedLine | UnplannedLine;
  readonly outcomes: readonly Outcome[];
}

/** Variants whose turn to be planned did not come. */
export interface UnplannedLine {
  readonly kind: 'unplanned';
  readonly position: number;
  readonly path: string;
  readonly slots: readonly VariantSlot[];
}

/** How variants of which nothing was heard are told. */
export interface UnheardOptions {
  /** Why a chunk could not be planned, or did not come to its end, by its number. */
  readonly chunkErrors: ReadonlyMap<number, VariantError>;
  /** Whether the batch goes on later. */
  readonly interrupted: boolean;
}

/** What became of everything in a chunk, in order. */
export async function* settledLines(
  context: BatchContext,
  chunk: number,
  options: UnheardOptions,
): AsyncGenerator<SettledLine> {
  let isPlanned = false;
  for await (const line of readPlannedLines(context.batchFolder, chunk)) {
    isPlanned = true;
    yield { line, outcomes: await outcomesOf(context, line, chunk, options) };
  }
  if (isPlanned) return;
  const slots = drawnSlots(context.options.drawing);
  for (const piece of (await readJson<readonly ChunkPiece[]>(context.batchFolder.chunkPath(chunk))) ?? []) {
    const line = unplannedLine(piece, slotsOf(piece.input, slots), options.chunkErrors.get(chunk));
    yield { line, outcomes: await outcomesOf(context, line, chunk, options) };
  }
}

async function outcomesOf(
  context: BatchContext,
  line: SettledLine['line'],
  chunk: number,
  options: UnheardOptions,
): Promise<readonly Outcome[]> {
  switch (line.kind) {
    case 'job':
      return [await outcomeOfJob(context, line, chunk, options)];
    case 'refused':
      return outcomesOfRefusal(line);
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

async function outcomeOfJob(
  context: BatchContext,
  { position, job }: PlannedJobLine,
  chunk: number,
  { chunkErrors, interrupted }: UnheardOptions,
): Promise<Outcome> {
  const place = { inputIndex: position, kind: job.kind, index: job.index };
  const outcome = await outcomeOf(context.batchFolder, context.batch, job);
  if (outcome !== null) return { place, ...outcome };
  const isLeftOut = interrupted || context.cancelled;
  return { place, job, result: unheardResult(job, isLeftOut ? null : (chunkErrors.get(chunk) ?? lost)) };
}

const lost: VariantError = {
  code: 'WORKFLOW_VARIANT_LOST',
  message: 'The variant was not rendered, and nothing tells why: its record could not be written.',
  retry: { kind: 'now' },
};

function unplannedLine(
  piece: ChunkPiece,
  slots: readonly VariantSlot[],
  chunkError: VariantError | undefined,
): SettledLine['line'] {
  const { position, input } = piece;
  const { path } = input;
  if (input.kind === 'duplicate')
    return { kind: 'duplicate', position, path, duplicateOf: input.duplicateOf };
  const error = input.kind === 'unusable' ? input.error : chunkError;
  return error === undefined
    ? { kind: 'unplanned', position, path, slots }
    : { kind: 'refused', position, path, error, slots, isFirst: isFirstPiece(piece) };
}
