import type { ResolvedInput, SlotsByRole, VariantSlot } from '@variegate/variants';

/** Most variants, and most inputs, of a chunk: a run may have 1,000 steps, and one of them invokes one variant. */
export const maxChunkSize = 250;

/** An input, or those variants of it that one chunk makes. */
export interface ChunkPiece {
  /** Place among the inputs of the batch, from 0. */
  readonly position: number;
  readonly input: ResolvedInput;
}

/**
 * Splits the inputs of a batch into chunks of at most {@link maxChunkSize} variants and as many inputs, in their order.
 * A source with more variants than a chunk has room for goes on in the next one, so no chunk but the last is slack.
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
  const close = () => {
    if (current.length > 0) chunks.push(current);
    current = [];
    variants = 0;
  };
  for (const [position, input] of inputs.entries()) {
    if (input.kind !== 'source') {
      if (current.length >= maxChunkSize) close();
      current.push({ position, input });
      continue;
    }
    const count = slotsOf(input, slots).length;
    for (let first = 1; first <= count; ) {
      if (current.length >= maxChunkSize || variants >= maxChunkSize) close();
      const last = Math.min(count, first + maxChunkSize - variants - 1);
      current.push({ position, input: { ...input, numbers: { first, last } } });
      variants += last - first + 1;
      first = last + 1;
    }
  }
  close();
  return chunks;
}

/** The variants that an input, or the part of it that is meant, is to have. */
export function slotsOf(input: ResolvedInput, slots: SlotsByRole): readonly VariantSlot[] {
  if (input.kind === 'duplicate') return [];
  const all = slots[input.role ?? 'reference'];
  const numbers = input.kind === 'source' ? input.numbers : undefined;
  return numbers === undefined ? all : all.slice(numbers.first - 1, numbers.last);
}

/** Whether a piece is the first one of its input. */
export function isFirstPiece({ input }: ChunkPiece): boolean {
  return input.kind !== 'source' || input.numbers === undefined || input.numbers.first === 1;
}
