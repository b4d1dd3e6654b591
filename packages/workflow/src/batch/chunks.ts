import {
  type ResolvedInput,
  type SlotsByRole,
  slotsOfInput,
  variantErrorSchema,
} from '@variegate/variants/internal';
import { z } from 'zod';
import { BatchUnknownError } from '../errors.ts';
import type { BatchFolder } from './batch-folder.ts';
import { slotSchema } from './planned-lines.ts';
import { readJson } from './stored-batch.ts';

const sourcePart = z.strictObject({ first: z.int().min(1), last: z.int().min(1) });
const role = z.enum(['reference', 'distractor']).default('reference');
const piecesSchema = z.array(
  z.strictObject({
    position: z.int().min(0),
    input: z.discriminatedUnion('kind', [
      z.strictObject({
        ...{ kind: z.literal('source'), path: z.string(), stem: z.string(), role },
        slots: z.exactOptional(z.array(slotSchema)),
        numbers: z.exactOptional(sourcePart),
      }),
      z.strictObject({ kind: z.literal('unusable'), path: z.string(), role, error: variantErrorSchema }),
      z.strictObject({ kind: z.literal('duplicate'), path: z.string(), duplicateOf: z.string() }),
    ]),
  }),
);

/** Most variants, and most inputs, of a chunk: a run may have 1,000 steps, and one of them invokes one variant. */
export const maxChunkSize = 250;

/** Most inputs of the first chunks: a chunk is planned as a whole, and its first variant waits for that. */
const inputsOfFirstChunks: readonly number[] = [2, 8, 32, 128];

/** An input, or those variants of it that one chunk makes. */
export interface ChunkPiece {
  /** Place among the inputs of the batch, from 0. */
  readonly position: number;
  readonly input: ResolvedInput;
}

/**
 * Splits the inputs of a batch into chunks of at most {@link maxChunkSize} variants and as many inputs, in their order.
 * A source with more variants than a chunk has room for continues in the next one. The first chunks have few inputs, so that the
 * first variants are made soon; no other chunk but the last is slack.
 *
 * @param slots - the variants that each input is to have
 */
export function splitIntoChunks(
  inputs: readonly ResolvedInput[],
  slots: SlotsByRole,
): readonly (readonly ChunkPiece[])[] {
  const chunks: ChunkPiece[][] = [];
  let current: ChunkPiece[] = [];
  let variants = 0;
  const isFull = () => current.length >= (inputsOfFirstChunks[chunks.length] ?? maxChunkSize);
  const close = () => {
    if (current.length > 0) chunks.push(current);
    current = [];
    variants = 0;
  };
  for (const [position, input] of inputs.entries()) {
    if (input.kind !== 'source') {
      if (isFull()) close();
      current.push({ position, input });
      continue;
    }
    // Sizes say what to plan first, and a chunk is planned as a whole; its file stays what other versions read.
    const { sizeBytes: _, ...source } = input;
    const count = slotsOfInput(input, slots).length;
    for (let first = 1; first <= count; ) {
      if (isFull() || variants >= maxChunkSize) close();
      const last = Math.min(count, first + maxChunkSize - variants - 1);
      current.push({ position, input: { ...source, numbers: { first, last } } });
      variants += last - first + 1;
      first = last + 1;
    }
  }
  close();
  return chunks;
}

/** Whether a piece is the first one of its input. */
export function isFirstPiece({ input }: ChunkPiece): boolean {
  return input.kind !== 'source' || input.numbers === undefined || input.numbers.first === 1;
}

/**
 * Reads the inputs of a chunk; nothing where there is no such file.
 *
 * @throws {WORKFLOW_BATCH_UNKNOWN} when they are none.
 */
export async function readPieces(folder: BatchFolder, chunk: number): Promise<readonly ChunkPiece[]> {
  const value = await readJson(folder.chunkPath(chunk));
  if (value === null) return [];
  const { data } = piecesSchema.safeParse(value);
  if (data !== undefined) return data;
  throw new BatchUnknownError(`"${folder.chunkPath(chunk)}" holds no inputs of this version.`);
}
