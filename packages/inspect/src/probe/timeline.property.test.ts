import { type Rational, rationalToNumber } from '@variegate/core-filters';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { VideoPackets } from './packet-times.ts';
import { type Timeline, type TimelineRequest, timelineOf } from './timeline.ts';

function packetsAt(times: readonly number[], seconds = Number.NaN): VideoPackets {
  const shownAt = Float64Array.from(times);
  return {
    shownAt,
    decodedAt: shownAt,
    seconds: new Float64Array(times.length).fill(seconds),
    beforeFirstKey: 0,
  };
}

function timeline(packets: VideoPackets, options: Partial<TimelineRequest> = {}): Timeline {
  const request = { packets, statedRates: [], firstFrameSeconds: null, discontinuous: false, ...options };
  const found = timelineOf(request);
  if ('detail' in found) throw new Error(found.detail);
  return found;
}

const common: fc.Arbitrary<Rational> = fc.constantFrom(
  ...[24, 25, 30, 50, 60, 12, 15, 120].map(numerator => ({ numerator, denominator: 1 })),
  ...[24_000, 30_000, 60_000].map(numerator => ({ numerator, denominator: 1001 })),
);
const milliseconds = (seconds: number) => Math.round(seconds * 1000) / 1000;

describe('The timeline of a video', () => {
  test('has the rate, the length and the gaps that its frames were given, on whole milliseconds and in any order', () => {
    const stretches = fc.array(
      fc.record({
        frames: fc.integer({ min: 20, max: 200 }),
        gap: fc.double({ min: 2, max: 9, noNaN: true }),
      }),
      {
        ...{ minLength: 1, maxLength: 4 },
      },
    );
    fc.assert(
      fc.property(common, stretches, fc.double({ min: -5, max: 5, noNaN: true }), (rate, drawn, start) => {
        const frame = 1 / rationalToNumber(rate);
        const times: number[] = [];
        let at = start;
        for (const [index, { frames, gap }] of drawn.entries()) {
          if (index > 0) at += gap;
          for (let count = 0; count < frames; count++, at += frame) times.push(milliseconds(at));
        }
        // As B-frames stand in a file: each second one before the one that it follows.
        const stored = times.map(
          (_, index) => times[index % 2 === 0 ? Math.min(index + 1, times.length - 1) : index - 1] ?? 0,
        );
        const shown = times.length % 2 === 0 ? stored : times;
        const found = timeline({
          ...packetsAt(shown),
          decodedAt: new Float64Array(shown.length).fill(Number.NaN),
        });
        expect(found.frameCount).toBe(times.length);
        expect(Math.abs(found.durationSeconds - (at - start))).toBeLessThan(frame / 2 + 0.002);
        expect(found.variableFrameRate).toBe(false);
        expect(rationalToNumber(found.frameRate) * frame).toBeCloseTo(1, 2);
        expect(found.gaps).toHaveLength(drawn.length - 1);
        const held = drawn.slice(1).reduce((sum, { gap }) => sum + gap, 0);
        expect(Math.abs(found.heldSeconds - held)).toBeLessThan(frame * (drawn.length + 1));
      }),
      { numRuns: 500 },
    );
  });

  test('has as many frames as a video of any distances, and its average rate', () => {
    const distances = fc.array(fc.double({ min: 0.02, max: 0.3, noNaN: true }), {
      minLength: 10,
      maxLength: 200,
    });
    fc.assert(
      fc.property(distances, drawn => {
        const times = drawn.map((_, index) =>
          drawn.slice(0, index).reduce((sum, seconds) => sum + seconds, 0),
        );
        const found = timeline(packetsAt(times));
        expect(found.frameCount).toBe(drawn.length);
        expect(found.gaps).toEqual([]);
        const frames = found.durationSeconds * rationalToNumber(found.frameRate);
        if (found.variableFrameRate) expect(Math.abs(frames - drawn.length)).toBeLessThan(0.5);
      }),
      { numRuns: 500 },
    );
  });
});

const regular = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index / 25);

test('A rate that the headers state is taken where the frames lie at it, and left where they do not.', () => {
  const statedRates = [{ numerator: 30_000, denominator: 1001 }];
  const ntsc = Array.from({ length: 100 }, (_, index) => milliseconds((index * 1001) / 30_000));
  expect(timeline(packetsAt(ntsc), { statedRates }).frameRate).toEqual(statedRates[0]);
  expect(timeline(packetsAt(regular(50)), { statedRates }).frameRate).toEqual({
    numerator: 25,
    denominator: 1,
  });
});

test('Frames before the first that can be decoded do not count, and time begins with that one.', () => {
  const found = timeline(packetsAt(regular(50, 1.4)), { firstFrameSeconds: 1.8 });
  expect(found).toMatchObject({ frameCount: 40, startSeconds: 1.8 });
  expect(found.durationSeconds).toBeCloseTo(1.6);
});

test('A clock that begins anew, or jumps ahead by more than ten seconds, is joined where the format allows it.', () => {
  const restarted = packetsAt([...regular(50, 100), ...regular(50, 1)]);
  const joined = timeline(restarted, { discontinuous: true });
  expect(joined).toMatchObject({ frameCount: 100, gaps: [], heldSeconds: 0 });
  expect(joined.durationSeconds).toBeCloseTo(4);
  expect(joined.clockRestarts).toEqual([expect.closeTo(2)]);
  expect(
    timeline(packetsAt([...regular(50), ...regular(50, 20)]), { discontinuous: true }).durationSeconds,
  ).toBeCloseTo(4);
  expect(
    timelineOf({ packets: restarted, statedRates: [], firstFrameSeconds: null, discontinuous: false }),
  ).toEqual({
    detail: 'has time stamps that jump back by 100.960 s after 101.960 s',
  });
});

test('A packet of which only the time of decoding is known takes a free place, or the one after the last.', () => {
  const known = regular(10).map((at, index) => (index === 0 || index === 9 ? Number.NaN : at));
  const first = timeline({ ...packetsAt(known), decodedAt: Float64Array.from(regular(10)) });
  expect(first.frameCount).toBe(10);
  const shifted = timeline({
    ...packetsAt([...regular(9, 0.04), Number.NaN]),
    decodedAt: Float64Array.from([...regular(9), 0.36]),
  });
  expect(shifted.frameCount).toBe(10);
  expect(shifted.durationSeconds).toBeCloseTo(0.4);
});

test('Where frames share a time stamp, those without one fill the holes between the others.', () => {
  const unknown = new Set([3, 7, 8]);
  const known = regular(20, 0.04).map((at, index) => (unknown.has(index) ? Number.NaN : at));
  // Each is decoded a frame earlier than it is shown, where another one is shown.
  const shared = timeline({ ...packetsAt(known), decodedAt: Float64Array.from(regular(20)) });
  expect(shared).toMatchObject({ frameCount: 20, heldSeconds: 0, variableFrameRate: false });
  expect(shared.durationSeconds).toBeCloseTo(0.8);
});

test('A video without a frame that can be shown has none, and one frame lasts as long as the file says.', () => {
  expect(
    timelineOf({ packets: packetsAt([]), statedRates: [], firstFrameSeconds: null, discontinuous: false }),
  ).toEqual({
    detail: 'has a video stream without a frame that can be shown',
  });
  expect(timeline(packetsAt([3], 2))).toMatchObject({ frameCount: 1, durationSeconds: 2, startSeconds: 3 });
});
