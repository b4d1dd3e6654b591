import { expect, test } from 'vitest';
import { checkSegments } from './check-segments.ts';

const source = Array.from({ length: 50 }, (_, frame) => ({ seconds: frame / 25, counter: 700 + frame }));
const forwards = { queryStart: 0, queryEnd: 1, refStart: 0.4, refEnd: 1.4, direction: 1 } as const;

function variantOf(counterAt: (frame: number) => number | null) {
  return Array.from({ length: 25 }, (_, frame) => ({ seconds: frame / 25, counter: counterAt(frame) }));
}

function agreementsOf(
  row: Parameters<typeof checkSegments>[0][number],
  counterAt: (frame: number) => number | null,
) {
  return checkSegments([row], variantOf(counterAt), source)[0]?.agreements;
}

test('A trim that shows what it says is exact at start, middle and end.', () => {
  expect(agreementsOf(forwards, frame => 710 + frame)).toEqual(['exact', 'exact', 'exact']);
});

test('A reversed segment shows the end of its stretch first.', () => {
  expect(agreementsOf({ ...forwards, direction: -1 }, frame => 734 - frame)).toEqual([
    'exact',
    'exact',
    'exact',
  ]);
});

test('A segment that is said to lie one frame off is near; two frames off it is wrong.', () => {
  expect(agreementsOf(forwards, frame => 711 + frame)).toEqual(['near', 'near', 'near']);
  expect(agreementsOf(forwards, frame => 709 + frame)).toEqual(['near', 'near', 'near']);
  expect(agreementsOf(forwards, frame => 712 + frame)).toEqual(['wrong', 'wrong', 'wrong']);
});

test('A segment that runs backwards or at another speed than it says is found out.', () => {
  expect(agreementsOf(forwards, frame => 734 - frame)).toEqual(['wrong', 'exact', 'wrong']);
  expect(agreementsOf(forwards, frame => 710 + Math.floor(frame / 2))).toEqual(['exact', 'wrong', 'wrong']);
});

test('A frame that shows nothing of the source inside a segment is wrong, and near at its edge.', () => {
  expect(agreementsOf(forwards, frame => (frame === 12 ? null : 710 + frame))).toEqual([
    'exact',
    'wrong',
    'exact',
  ]);
  const short = { ...forwards, queryEnd: 0.96, refEnd: 1.36 };
  expect(agreementsOf(short, frame => (frame >= 23 ? null : 710 + frame))).toEqual([
    'exact',
    'exact',
    'near',
  ]);
});

test('A picture that is held for several frames is exact where it began in time.', () => {
  const held = (frame: number) => 710 + frame - (frame % 4);
  expect(agreementsOf(forwards, held)).toEqual(['exact', 'exact', 'exact']);
  expect(agreementsOf({ ...forwards, refEnd: 0.4 }, () => 710)).toEqual(['exact', 'exact', 'exact']);
});
