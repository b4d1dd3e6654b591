import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { withFrameCount } from './facts/change-facts.ts';
import type { MediaFacts } from './facts/media-facts.ts';
import { rationalToNumber } from './facts/rational.ts';
import { composeSegments, identitySegments, type SegmentMap, sourceTimeOf } from './segment-map.ts';
import { ordinaryFacts } from './testing/facts.ts';
import { factsAfter, framesOf, type Piece, segmentsAfter, type Timeline } from './timeline/timeline.ts';

const frameRate = fc.constantFrom(
  { numerator: 1, denominator: 1 },
  { numerator: 25, denominator: 1 },
  { numerator: 30_000, denominator: 1001 },
  { numerator: 240, denominator: 1 },
);

/** Facts of a video of 1 to 40 frames. */
const shortFacts: fc.Arbitrary<MediaFacts> = fc
  .record({ frameRate, frameCount: fc.integer({ min: 1, max: 40 }) })
  .map(({ frameRate: rate, frameCount }) =>
    withFrameCount({ ...ordinaryFacts, video: { ...ordinaryFacts.video, frameRate: rate } }, frameCount),
  );

/** Numbers from which edits of a video of any number of frames are made. */
const edits = fc.array(
  fc.array(
    fc.record({
      kind: fc.constantFrom('shown', 'reversed', 'held', 'colour'),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  { minLength: 1, maxLength: 4 },
);

type Edit = (typeof edits extends fc.Arbitrary<infer Value> ? Value : never)[number];

function timelineFor(edit: Edit, frameCount: number): Timeline {
  return edit.map(({ kind, at, length }): Piece => {
    const frames = 1 + Math.floor(length * (frameCount - 1));
    const first = Math.floor(at * (frameCount - frames));
    if (kind === 'held') return { kind, frame: first, frames: Math.min(frames, 8) };
    if (kind === 'colour') return { kind, colour: '000000', frames: Math.min(frames, 8) };
    return { kind: 'shown', first, end: first + frames, direction: kind === 'shown' ? 1 : -1 };
  });
}

/** Which frame of the source each frame is after an edit; `null` for frames that the source does not have. */
function simulate(frames: readonly (number | null)[], timeline: Timeline): readonly (number | null)[] {
  return timeline.flatMap(piece => {
    if (piece.kind === 'held') return Array<number | null>(piece.frames).fill(frames[piece.frame] ?? null);
    if (piece.kind !== 'shown') return Array<number | null>(piece.frames).fill(null);
    const cut = frames.slice(piece.first, piece.end);
    return piece.direction === 1 ? cut : cut.reverse();
  });
}

/** Which frame of the source a map shows in the middle of each frame. */
function readMap(map: SegmentMap, frameCount: number, rate: number): readonly (number | null)[] {
  return Array.from({ length: frameCount }, (_, frame) => {
    const middle = (frame + 0.5) / rate;
    const segments = map.filter(one => one.variantStart <= middle && middle < one.variantEnd);
    expect(segments.length).toBeLessThanOrEqual(1);
    const [segment] = segments;
    if (segment === undefined) return null;
    const shown = sourceTimeOf(segment, middle) * rate - 0.5;
    expect(shown).toBeCloseTo(Math.round(shown), 4);
    return Math.round(shown) + 0;
  });
}

test('however edits follow each other, the map shows in every frame the frame of the source that is there', () => {
  fc.assert(
    fc.property(shortFacts, edits, (start, chain) => {
      const rate = rationalToNumber(start.video.frameRate);
      let facts = start;
      let frames: readonly (number | null)[] = Array.from({ length: start.video.frameCount }, (_, at) => at);
      let map = identitySegments(start.durationSeconds);
      for (const edit of chain) {
        const timeline = timelineFor(edit, facts.video.frameCount);
        frames = simulate(frames, timeline);
        map = composeSegments(map, segmentsAfter(facts, timeline));
        facts = factsAfter(facts, timeline);
      }
      expect(facts.video.frameCount).toBe(frames.length);
      expect(readMap(map, frames.length, rate)).toEqual(frames);
    }),
    { numRuns: 1000 },
  );
});

test('it does not matter which two of three edits, or changes of speed, are put together first', () => {
  // With odd hundredths no end of a faster video is the middle of a frame: on such an edge, rounding would decide whether
  // a frame held there is still part of it.
  const speed = fc.constantFrom(null, 0.51, 0.83, 1.27, 1.93);
  fc.assert(
    fc.property(
      shortFacts,
      fc.tuple(edits, edits, edits),
      fc.tuple(speed, speed, speed),
      (start, chains, speeds) => {
        let facts = start;
        const maps = chains.map(([edit = []], index) => {
          const factor = speeds[index] ?? null;
          if (factor !== null) {
            const before = facts;
            facts = withFrameCount(facts, Math.max(1, Math.round(facts.video.frameCount / factor)));
            return fasterBy(factor, before.durationSeconds);
          }
          const timeline = timelineFor(edit, facts.video.frameCount);
          const map = segmentsAfter(facts, timeline);
          facts = factsAfter(facts, timeline);
          return map;
        });
        const [first = [], second = [], third = []] = maps;
        const left = composeSegments(composeSegments(first, second), third);
        const right = composeSegments(first, composeSegments(second, third));
        expectAlike(left, right);
      },
    ),
    { numRuns: 1000 },
  );
});

test('a timeline holds as many frames as its pieces, and its segments lie in their order without overlap', () => {
  fc.assert(
    fc.property(shortFacts, edits, (facts, [edit = []]) => {
      const timeline = timelineFor(edit, facts.video.frameCount);
      const after = factsAfter(facts, timeline);
      expect(after.video.frameCount).toBe(timeline.reduce((sum, piece) => sum + framesOf(piece), 0));
      let end = 0;
      for (const segment of segmentsAfter(facts, timeline)) {
        expect(segment.variantStart).toBeGreaterThanOrEqual(end - 1e-9);
        end = segment.variantEnd;
      }
      expect(end).toBeLessThanOrEqual(after.durationSeconds + 1e-9);
    }),
  );
});

function fasterBy(factor: number, durationSeconds: number): SegmentMap {
  const variantEnd = durationSeconds / factor;
  return [{ variantStart: 0, variantEnd, sourceStart: 0, sourceEnd: durationSeconds, direction: 1 }];
}

function expectAlike(left: SegmentMap, right: SegmentMap): void {
  expect(left.length).toBe(right.length);
  for (const [index, segment] of left.entries()) {
    const other = right[index] ?? segment;
    expect(other.direction).toBe(segment.direction);
    for (const name of ['variantStart', 'variantEnd', 'sourceStart', 'sourceEnd'] as const)
      expect(other[name]).toBeCloseTo(segment[name], 5);
  }
}
