import { drawnSlots, type ResolvedInput, slotsOfInput } from '@variegate/variants/internal';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ChunkPiece, maxChunkSize, splitIntoChunks } from './chunks.ts';

const source = (n: number): ResolvedInput => ({ kind: 'source', path: `/${n}.mp4`, stem: String(n) });
const duplicate = (n: number): ResolvedInput => ({
  kind: 'duplicate',
  path: `/${n}.mp4`,
  duplicateOf: '/0.mp4',
});
const variantsIn = (pieces: readonly ChunkPiece[], slots: ReturnType<typeof drawnSlots>) =>
  pieces.reduce((sum, { input }) => sum + slotsOfInput(input, slots).length, 0);

test('Chunks hold every variant of every input once, in order, and none is too large.', () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { maxLength: 600 }),
      fc.integer({ min: 1, max: 700 }),
      fc.integer({ min: 0, max: 10 }),
      (isDuplicate, count, controls) => {
        const inputs = isDuplicate.map((twice, n) => (twice ? duplicate(n) : source(n)));
        const slots = drawnSlots({ count, controls });
        const chunks = splitIntoChunks(inputs, slots);
        for (const pieces of chunks) {
          expect(pieces.length).toBeLessThanOrEqual(maxChunkSize);
          expect(variantsIn(pieces, slots)).toBeLessThanOrEqual(maxChunkSize);
        }
        const rows = chunks
          .flat()
          .flatMap(({ position, input }) =>
            input.kind === 'duplicate'
              ? [`${position}`]
              : slotsOfInput(input, slots).map(({ kind, index }) => `${position} ${kind} ${index}`),
          );
        const wanted = inputs.flatMap((input, position) =>
          input.kind === 'duplicate'
            ? [`${position}`]
            : slots.reference.map(({ kind, index }) => `${position} ${kind} ${index}`),
        );
        expect(rows).toEqual(wanted);
      },
    ),
    { numRuns: 60 },
  );
});

test.for([
  ['of one video', 1, 100_000],
  ['of 100,000 videos', 100_000, 1],
  ['of 33,333 videos', 33_333, 3],
  ['of 99 videos with 1,010 each', 99, 1010],
] as const)(
  '100,000 variants %s take at most 404 chunks, so that a batch stays far below 1,000 steps.',
  ([, inputs, count]) => {
    const chunks = splitIntoChunks(
      Array.from({ length: inputs }, (_, n) => source(n)),
      drawnSlots({ count, controls: 0 }),
    );
    expect(chunks.length).toBeLessThanOrEqual(404);
    const slots = drawnSlots({ count, controls: 0 });
    expect(chunks.reduce((sum, pieces) => sum + variantsIn(pieces, slots), 0)).toBe(inputs * count);
  },
);

test('The first chunks have few inputs, so that the first variants wait for few to be planned.', () => {
  const inputs = Array.from({ length: 1000 }, (_, n) => source(n));
  const chunks = splitIntoChunks(inputs, drawnSlots({ count: 3, controls: 0 }));
  expect(chunks[0]?.length).toBeLessThanOrEqual(2);
  expect(chunks[1]?.length).toBeLessThanOrEqual(8);
});
