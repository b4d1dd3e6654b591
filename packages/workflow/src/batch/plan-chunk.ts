import { writeFileAtomically } from '@variegate/runner';
import {
  drawnSlots,
  type PlannedInput,
  planBatch,
  type SlotsByRole,
  type UntimedEvent,
} from '@variegate/variants';
import { BatchUnknownError } from '../errors.ts';
import type { BatchContext } from '../runtime/batch-context.ts';
import { eventsOfRefusal } from './outcome.ts';
import type { PlannedLine, PlannedPlace } from './planned-line.ts';
import { type ChunkPiece, isFirstPiece, slotsOf } from './split-into-chunks.ts';
import { readJson } from './stored-batch.ts';

/** What planning a chunk tells: where the job of each of its variants is to be found. */
export interface PlannedChunk {
  readonly variants: readonly PlannedPlace[];
}

/**
 * Probes the sources of a chunk, draws the plans of their variants and keeps them in the batch's folder. The same chunk
 * planned again gives the same file, so that a worker that died, or was only thought dead, does no harm.
 */
export async function planChunk(context: BatchContext, chunk: number): Promise<PlannedChunk> {
  const { batchFolder: folder, ffmpeg, inputRoot, assets, events, stopping } = context;
  if (context.cancelled) return { variants: [] };
  const pieces = await readJson<readonly ChunkPiece[]>(folder.chunkPath(chunk));
  if (pieces === null) throw new BatchUnknownError(`"${folder.chunkPath(chunk)}" is not there any more.`);

  const planned = planBatch(
    pieces.map(({ input }) => input),
    { ...context.options, ffmpeg, inputRoot, assets, signal: stopping.killing },
  );
  const slots = drawnSlots(context.options.drawing);
  const variants: PlannedPlace[] = [];
  const texts: string[] = [];
  const told: UntimedEvent[] = [];
  let offset = 0;
  for (const piece of pieces) {
    const { value } = await planned.next();
    if (value === undefined) break;
    for await (const line of linesOf(piece, value, slots)) {
      const text = `${JSON.stringify(line)}\n`;
      const length = Buffer.byteLength(text);
      if (line.kind === 'job') variants.push({ id: line.job.id, offset, length });
      if (line.kind === 'refused') told.push(...eventsOfRefusal(line));
      texts.push(text);
      offset += length;
    }
  }
  await writeFileAtomically(folder.plannedPath(chunk), texts.join(''));
  for (const event of told) events.emit(event);
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
      const wanted = slotsOf(piece.input, slots);
      yield { kind: 'refused', position, path, error, slots: wanted, isFirst: isFirstPiece(piece) };
      return;
    }
    case 'duplicate':
      yield { kind: 'duplicate', position, path: planned.path, duplicateOf: planned.duplicateOf };
  }
}
