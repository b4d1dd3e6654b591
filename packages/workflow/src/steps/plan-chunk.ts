import { writeFileAtomically } from '@variegate/runner';
import {
  LargeRenders,
  type PlannedInput,
  planInputs,
  type SlotsByRole,
  slotsOf,
  slotsOfInput,
  type UntimedEvent,
} from '@variegate/variants/internal';
import { type ChunkPiece, isFirstPiece, readPieces } from '../batch/chunks.ts';
import { type PlannedLine, type PlannedPlace, plannedLineText } from '../batch/planned-lines.ts';
import { isFinished } from '../batch/read-batch-summary.ts';
import { BatchUnknownError } from '../errors.ts';
import type { WorkflowBatch } from '../runtime/open-batch.ts';
import { eventsOfRefusal } from './recorded-results.ts';

/** Where the job of each variant of a chunk is stored. */
export interface PlannedChunk {
  readonly variants: readonly PlannedPlace[];
}

/**
 * Plans the variants of a chunk and keeps the plans in the batch's folder. The same chunk planned again gives the same file,
 * so that a worker that died, or was only thought dead, does no harm.
 */
export async function planChunk(context: WorkflowBatch, chunk: number): Promise<PlannedChunk> {
  if (context.cancelled || (await isFinished(context.batchFolder))) return { variants: [] };
  try {
    return await storePlans(context, chunk);
  } catch (error) {
    // A cancellation ends planning by an error; trying again would only let the batch wait for its end.
    if (context.cancelled) return { variants: [] };
    throw error;
  }
}

async function storePlans(context: WorkflowBatch, chunk: number): Promise<PlannedChunk> {
  const { batchFolder: folder, options, assets, host, events, shutdown } = context;
  const pieces = await readPieces(folder, chunk);
  if (pieces.length === 0)
    throw new BatchUnknownError(`"${folder.chunkPath(chunk)}" does not exist any more.`);

  const slots = slotsOf(options);
  const inputs = pieces.map(({ input }) => input);
  const hooks = { events, signal: shutdown.killing };
  const planned = planInputs(inputs, { options, slots, assets }, host, hooks);
  const large = new LargeRenders(host.memory);
  const variants: PlannedPlace[] = [];
  const texts: string[] = [];
  const refusals: UntimedEvent[] = [];
  let offset = 0;
  let position = 0;
  for await (const input of planned) {
    const piece = pieces[position++];
    if (piece === undefined) break;
    for await (const line of linesOf(piece, input, slots)) {
      const text = plannedLineText(line);
      const length = Buffer.byteLength(text);
      if (line.kind === 'job') {
        variants.push({ id: line.job.id, offset, length });
        large.add(line.job);
      }
      if (line.kind === 'refused') refusals.push(...eventsOfRefusal(line));
      texts.push(text);
      offset += length;
    }
  }
  await writeFileAtomically(folder.plannedPath(chunk), texts.join(''));
  for (const event of [...refusals, ...large.events()]) events.emit(event);
  return { variants };
}

async function* linesOf(
  piece: ChunkPiece,
  planned: PlannedInput,
  slots: SlotsByRole,
): AsyncGenerator<PlannedLine> {
  const { position } = piece;
  switch (planned.kind) {
    case 'planned':
      for await (const job of planned.jobs) yield { kind: 'job', position, job };
      return;
    case 'refused': {
      const { path, error } = planned;
      const wanted = slotsOfInput(piece.input, slots);
      yield { kind: 'refused', position, path, error, slots: wanted, isFirst: isFirstPiece(piece) };
      return;
    }
    case 'duplicate':
      yield { kind: 'duplicate', position, path: planned.path, duplicateOf: planned.duplicateOf };
  }
}
