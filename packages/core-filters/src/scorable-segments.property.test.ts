import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scorableSegments } from './scorable-segments.ts';
import type { Segment } from './segment-map.ts';

const frame = 0.04;
const options = { sourceSeconds: 10, sourceFrameSeconds: frame, variantFrameSeconds: frame };

type Row = readonly [number, number, number, number, (1 | -1)?];

const map = (rows: readonly Row[]): Segment[] =>
  rows.map(([variantStart, variantEnd, sourceStart, sourceEnd, direction = 1]) => {
    return { variantStart, variantEnd, sourceStart, sourceEnd, direction };
  });

const scored = (...rows: readonly Row[]) =>
  scorableSegments(map(rows), options).map(row => [
    ...[row.variantStart, row.variantEnd, row.sourceStart, row.sourceEnd].map(time =>
      Number(time.toFixed(6)),
    ),
    row.direction,
  ]);

describe('A scorable row', () => {
  test('takes a held frame in with what it continues, before, between and behind.', () => {
    expect(scored([0, 4, 0, 4], [4, 6, 4.02, 4.02], [6, 10, 4, 8])).toEqual([[0, 10, 0, 8, 1]]);
    expect(scored([0, 2, 3.02, 3.02], [2, 5, 3, 6])).toEqual([[0, 5, 3, 6, 1]]);
    expect(scored([0, 3, 3, 6, -1], [3, 5, 3.02, 3.02])).toEqual([[0, 5, 3, 6, -1]]);
  });

  test('has the length of one frame where a frame stands alone, inside the source.', () => {
    expect(scored([0, 3, 5.02, 5.02])).toEqual([[0, 3, 5, 5.04, 1]]);
    expect(scored([0, 3, 9.999, 9.999])).toEqual([[0, 3, 9.96, 10, 1]]);
    expect(scored([1, 1.01, 2, 2.01])).toEqual([[0.985, 1.025, 1.985, 2.025, 1]]);
  });

  test('goes on over gaps of two frames and changes of speed, and ends at jumps, larger gaps and turns.', () => {
    expect(scored([0, 2, 0, 2], [2, 3, 2, 4], [3.08, 4, 4.08, 5])).toEqual([[0, 4, 0, 5, 1]]);
    expect(scored([0, 2, 0, 2], [2, 3, 5, 6])).toHaveLength(2);
    expect(scored([0, 2, 0, 2], [2.1, 3, 2, 3])).toHaveLength(2);
    expect(scored([0, 2, 0, 2], [2, 4, 0, 2, -1])).toHaveLength(2);
    expect(scored([0, 2, 4, 6, -1], [2, 4, 2, 4, -1])).toEqual([[0, 4, 2, 6, -1]]);
  });
});

test('Every row has a length of a frame on both axes, and everything that was shown is in some row.', () => {
  const row = fc
    .tuple(fc.nat(100), fc.nat(50), fc.nat(200), fc.nat(50), fc.constantFrom(1 as const, -1 as const))
    .map(
      ([gap, length, sourceStart, shown, direction]) =>
        [gap / 100, 0.01 + length / 25, sourceStart / 25, shown / 25, direction] as const,
    );
  fc.assert(
    fc.property(fc.array(row), drawn => {
      let end = 0;
      const segments = drawn.map(([gap, length, sourceStart, shown, direction]) => {
        const variantStart = end + gap;
        end = variantStart + length;
        const sourceEnd = Math.min(10, sourceStart + shown);
        return { variantStart, variantEnd: end, sourceStart, sourceEnd, direction };
      });
      const rows = scorableSegments(segments, options);
      for (const one of rows) {
        expect(one.variantEnd - one.variantStart).toBeGreaterThan(frame - 1e-9);
        expect(one.sourceEnd - one.sourceStart).toBeGreaterThan(frame - 1e-9);
        expect(one.sourceStart).toBeGreaterThanOrEqual(0);
        expect(one.sourceEnd).toBeLessThanOrEqual(10 + 1e-9);
      }
      for (const one of segments) {
        const middle = (one.variantStart + one.variantEnd) / 2;
        const shown = (one.sourceStart + one.sourceEnd) / 2;
        const inside = rows.some(
          ({ variantStart, variantEnd, sourceStart, sourceEnd }) =>
            variantStart <= middle && middle <= variantEnd && sourceStart <= shown && shown <= sourceEnd,
        );
        expect(inside).toBe(true);
      }
    }),
  );
});
