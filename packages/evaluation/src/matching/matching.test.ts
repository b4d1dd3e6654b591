import { describe, expect, test } from 'vitest';
import { noisyPart, syntheticHashes } from '../testing/synthetic-fingerprints.ts';
import { localise } from './localise.ts';
import { AudioMatcher } from './match-audio.ts';
import { FrameMatcher } from './match-frames.ts';

const references = ['a', 'b', 'c'].map(id => ({ id: `R${id}`, hashes: syntheticHashes(id, 40) }));
const [, b] = references;
const part = { id: 'Qpart', hashes: noisyPart((b as (typeof references)[number]).hashes, 12, 32) };
const other = { id: 'Qother', hashes: syntheticHashes('other', 20) };

describe('A noisy part of a reference is found where it is, and in no other:', () => {
  test('by its frames.', () => {
    const matcher = new FrameMatcher(references);
    expect(matcher.match(part)).toEqual([
      { queryId: 'Qpart', refId: 'Rb', queryStart: 0, queryEnd: 20, refStart: 12, refEnd: 32, score: 100 },
    ]);
    expect(matcher.match(other)).toEqual([]);
  });

  test('by its audio.', () => {
    const matcher = new AudioMatcher(references);
    const [match, ...more] = matcher.match(part);
    expect(more).toEqual([]);
    expect(match).toMatchObject({ queryId: 'Qpart', refId: 'Rb' });
    expect(match?.score).toBeGreaterThan(95);
    expect(match?.refStart).toBeCloseTo(12, 0);
    expect(match?.refEnd).toBeCloseTo(32, 0);
    expect(matcher.match(other)).toEqual([]);
  });
});

test('Frames of low quality, and what differs by more than 31 bits, are not found; equal frames count once.', () => {
  const [, { hashes } = part] = references;
  const far = { id: 'Qfar', hashes: noisyPart(hashes, 0, 10, 32) };
  expect(new FrameMatcher(references).match(far)).toEqual([]);
  const half = noisyPart(hashes, 0, 10, 0);
  half.words.set(syntheticHashes('own', 1).words, 0);
  for (let frame = 1; frame < 5; frame++) half.words.copyWithin(frame * 8, 0, 8);
  // One hash of its own, five times, and five that match: 5 of 6 distinct ones.
  const [match] = new FrameMatcher(references).match({ id: 'Qhalf', hashes: half });
  expect(match?.score).toBeCloseTo((100 * 5) / 6, 9);
  expect(match).toMatchObject({ queryStart: 5, queryEnd: 10, refStart: 5, refEnd: 10 });
  const dull = { ...noisyPart(hashes, 0, 10, 0), qualities: new Uint8Array(10).fill(49) };
  expect(new FrameMatcher(references).match({ id: 'Qdull', hashes: dull })).toEqual([]);
});

describe('Matching frames become segments', () => {
  const ends = { query: 20, ref: 60 };
  const at = (...pairs: readonly (readonly [number, ...number[]])[]) =>
    localise(
      pairs.map(([queryTime, ...refTimes]) => ({ queryTime, refTimes })),
      ends,
    ).map(({ queryStart, queryEnd, refStart, refEnd }) => [queryStart, queryEnd, refStart, refEnd]);

  test('that go forwards, backwards, faster, and over a missing frame.', () => {
    expect(at([0, 10], [1, 11], [3, 13])).toEqual([[0, 4, 10, 14]]);
    expect(at([0, 13], [1, 12], [2, 11])).toEqual([[0, 3, 11, 14]]);
    expect(at([0, 10], [1, 12], [2, 14])).toEqual([[0, 3, 10, 15]]);
  });

  test('that end at a jump, at a long gap, and with the video.', () => {
    expect(at([0, 10], [1, 11], [2, 40], [3, 41])).toEqual([
      [0, 2, 10, 12],
      [2, 4, 40, 42],
    ]);
    expect(at([0, 10], [9, 19])).toHaveLength(2);
    expect(at([19, 59.5])).toEqual([[19, 20, 59.5, 60]]);
  });

  test('of the reference times that continue best, where a still picture matches many.', () => {
    expect(at([0, 10], [1, 10, 11, 12, 30], [2, 12])).toEqual([[0, 3, 10, 13]]);
  });
});
