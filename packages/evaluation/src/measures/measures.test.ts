import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Match, matchTable } from '../tables/match-table.ts';
import { PairIndex } from '../tables/pair-index.ts';
import { disc21MicroAp, pairMicroAp, pointAtPrecision, sweepPairs } from './pair-sweep.ts';
import { assertMeasurable, segmentApOf, sweepSegments } from './segment-sweep.ts';
import { vcslQuality } from './vcsl.ts';

const media = process.env['VARIEGATE_TEST_MEDIA'] ?? '';

type Row = readonly [string, string, number, number, number, number, number?];

function tablesOf(truth: readonly Row[], predictions: readonly Row[]) {
  const pairs = new PairIndex();
  const table = (rows: readonly Row[]) =>
    matchTable(
      rows.map(([queryId, refId, queryStart, queryEnd, refStart, refEnd, score = 1]): Match => {
        return { queryId, refId, queryStart, queryEnd, refStart, refEnd, score };
      }),
      pairs,
    );
  return [table(truth), table(predictions)] as const;
}

const segmentAp = (truth: readonly Row[], predictions: readonly Row[]) =>
  segmentApOf(sweepSegments(...tablesOf(truth, predictions)));

describe.skipIf(media === '')('the reference implementation of VSC2022 and ours', () => {
  const file = path.join(media, 'golden/vsc2022/matching-cases.json');
  const { cases } = (media === '' ? { cases: [] } : JSON.parse(readFileSync(file, 'utf8'))) as {
    readonly cases: readonly {
      readonly groundTruth: readonly Row[];
      readonly predictions: readonly Row[];
      readonly segmentAp: number;
      readonly pairMicroAp: number;
    }[];
  };

  test('agree on segment AP and pair micro-AP of all recorded cases within 1e-9.', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
    for (const one of cases) {
      const tables = tablesOf(one.groundTruth, one.predictions);
      expect(Math.abs((segmentApOf(sweepSegments(...tables)) ?? -1) - one.segmentAp)).toBeLessThan(1e-9);
      const pairs = sweepPairs(...tables, { lowest: 0 });
      expect(Math.abs((pairMicroAp(pairs) ?? -1) - one.pairMicroAp)).toBeLessThan(1e-9);
    }
  });
});

describe('Segment AP has the known value', () => {
  const truth: readonly Row[] = [['Q1', 'R1', 4, 14, 10, 18]];
  const first: readonly Row[] = [
    ['Q1', 'R1', 4, 8, 10, 14, 1],
    ['Q1', 'R1', 8, 14, 16, 18, 2],
  ];

  test('for two parts and a whole that ranks last, and that ranks first.', () => {
    expect(segmentAp(truth, [...first, ['Q1', 'R1', 0, 30, 5, 25, 0]])).toBeCloseTo(0.9149460094, 9);
    expect(segmentAp(truth, [...first, ['Q1', 'R1', 0, 30, 5, 25, 3]])).toBeCloseTo(0.3651483717, 9);
  });

  test('for an exact prediction in two parts, and behind two false pairs.', () => {
    const halves: readonly Row[] = [
      ['Q1', 'R1', 4, 9, 10, 14, 2],
      ['Q1', 'R1', 9, 14, 14, 18, 1],
    ];
    expect(segmentAp(truth, halves)).toBeCloseTo(1, 12);
    const behind: readonly Row[] = [
      ['Q2', 'R1', 4, 14, 10, 18, 3],
      ['Q3', 'R1', 4, 14, 10, 18, 3],
      ['Q1', 'R1', 4, 14, 10, 18, 1],
    ];
    expect(segmentAp(truth, behind)).toBeCloseTo(1 / 3, 12);
  });

  test('for no predictions, and for a ground truth with a held frame of no length, which can never be found.', () => {
    expect(segmentAp(truth, [])).toBe(0);
    const held: readonly Row[] = [
      ['Q1', 'R1', 0, 4, 0, 4],
      ['Q1', 'R1', 4, 6, 4, 4],
      ['Q1', 'R1', 6, 10, 4, 8],
    ];
    expect(segmentAp(held, held)).toBeCloseTo(0.8, 9);
    expect(segmentAp([], first)).toBeNull();
  });
});

test('What segment AP is undefined for is refused with its line.', () => {
  const [truth, flat] = tablesOf(
    [['Q1', 'R1', 0, 1, 0, 0]],
    [
      ['Q1', 'R1', 0, 1, 0, 1, 1],
      ['Q1', 'R1', 0, 1, 3, 3, 2],
    ],
  );
  const files = { truth: 'truth.csv', predictions: 'found.csv' };
  expect(() => assertMeasurable(truth, flat, files)).toThrow('"truth.csv" has no segment with a length');
  const [whole] = tablesOf([['Q1', 'R1', 0, 1, 0, 1]], []);
  expect(() => assertMeasurable(whole, flat, files)).toThrow('has the highest score but no length');
  expect(() => assertMeasurable(whole, whole, files)).not.toThrow();
});

describe('Over pairs', () => {
  const truth: readonly Row[] = [
    ['Q1', 'R1', 0, 1, 0, 1],
    ['Q2', 'R2', 0, 1, 0, 1],
    ['Q3', 'R3', 0, 1, 0, 1],
    ['Q4', 'R4', 0, 1, 0, 1],
  ];
  const found: readonly Row[] = [
    ['Q1', 'R1', 0, 1, 0, 1, 5],
    ['Q2', 'R2', 0, 1, 0, 1, 4],
    ['Q2', 'R1', 0, 1, 0, 1, 4],
    ['Q3', 'R3', 0, 1, 0, 1, 3],
  ];

  test('equal scores are one group for VSC2022, and in the worst order for DISC21.', () => {
    const sweep = sweepPairs(...tablesOf(truth, found));
    expect(pairMicroAp(sweep)).toBeCloseTo((1 + 2 / 3 + 3 / 4) / 4, 12);
    expect(disc21MicroAp(sweep)).toBeCloseTo((1 + 2 / 3 + 3 / 4) / 4, 12);
    const tied = sweepPairs(
      ...tablesOf(
        truth,
        found.map(row => [...row.slice(0, 6), 1] as unknown as Row),
      ),
    );
    expect(pairMicroAp(tied)).toBeCloseTo((3 / 4) * (3 / 4), 12);
    expect(disc21MicroAp(tied)).toBeCloseTo((1 / 2 + 2 / 3 + 3 / 4) / 4, 12);
  });

  test('the recall at a precision is the highest that any score reaches, and may be missing.', () => {
    const sweep = sweepPairs(...tablesOf(truth, found));
    expect(pointAtPrecision(sweep, 0.9)).toEqual({ threshold: 5, precision: 1, recall: 1 / 4 });
    expect(pointAtPrecision(sweep, 0.7)).toEqual({ threshold: 3, precision: 3 / 4, recall: 3 / 4 });
    expect(pointAtPrecision(sweepPairs(...tablesOf(truth, found.slice(2, 3))), 0.9)).toBeNull();
  });

  test('a pair counts as often as it weighs.', () => {
    const [truthTable, foundTable] = tablesOf(truth, found);
    const sweep = sweepPairs(truthTable, foundTable);
    const ofFirst = (pair: number) => (truthTable.pairs.queryId(pair) === 'Q1' ? 2 : 0);
    expect(pairMicroAp(sweep, ofFirst)).toBe(1);
    expect(pairMicroAp(sweep, () => 0)).toBeNull();
  });
});

test("VCSL's precision divides by the summed lengths, multiplies the axes, and leaves values of exactly 1 out.", () => {
  const truth: readonly Row[] = [
    ['Q1', 'R1', 0, 10, 0, 10],
    ['Q2', 'R2', 0, 10, 0, 10],
  ];
  // Half of the query axis twice over, and nothing for the second pair.
  const found: readonly Row[] = [
    ['Q1', 'R1', 0, 5, 0, 10, 1],
    ['Q1', 'R1', 0, 5, 0, 10, 1],
  ];
  const quality = vcslQuality(...tablesOf(truth, found));
  expect(quality?.precision).toBeCloseTo(1, 5);
  expect(quality?.recall).toBeCloseTo((0.5 + 0) / 2, 5);
  const wide = vcslQuality(...tablesOf(truth, [['Q1', 'R1', 0, 20, 0, 20, 1]]));
  expect(wide?.precision).toBeCloseTo(1 / 4, 5);
  expect(vcslQuality(...tablesOf(truth, []))).toBeNull();
  const [truthTable, foundTable] = tablesOf(truth, [...found, ['Q2', 'R9', 0, 1, 0, 1, 0]]);
  const sure = vcslQuality(truthTable, foundTable, row => foundTable.score(row) > 0);
  expect(sure).toEqual(quality);
});

// The boxes, and what alipay/VCSL's `precision_recall` and `evaluate_micro` (vcsl/metric.py, commit 25ee60f) answer. It sums in single
// precision, so the last digits are its own.
test.each<readonly [string, readonly Row[], readonly Row[], readonly [number, number, number]]>([
  [
    'predictions that overlap each other',
    [['Q1', 'R1', 0, 10, 0, 10]],
    [
      ['Q1', 'R1', 0, 6, 0, 6],
      ['Q1', 'R1', 4, 12, 4, 12],
    ],
    [0.734693773, 0.9999998, 0.847058682],
  ],
  [
    'a missed pair, a false one, and predictions across several segments',
    [
      ['Q1', 'R1', 0, 10, 0, 10],
      ['Q1', 'R1', 10, 20, 20, 30],
      ['Q3', 'R2', 3, 7, 0, 4],
    ],
    [
      ['Q1', 'R1', 2, 14, 1, 25],
      ['Q1', 'R1', 12, 18, 22, 28],
      ['Q2', 'R1', 0, 1, 0, 1],
    ],
    [0.333333304, 0.339999966, 0.336633632],
  ],
  [
    'segments that touch without overlap beside a partial one',
    [
      ['Q1', 'R1', 0, 10, 0, 10],
      ['Q2', 'R2', 0, 4, 0, 8],
    ],
    [
      ['Q1', 'R1', 10, 20, 0, 10],
      ['Q2', 'R2', 1, 5, 0, 4],
    ],
    [0.374999813, 0.18749993, 0.249999896],
  ],
])('VCSL says the same of %s.', (_, truth, found, [precision, recall, f1]) => {
  const quality = vcslQuality(...tablesOf(truth, found));
  expect(quality?.precision).toBeCloseTo(precision, 6);
  expect(quality?.recall).toBeCloseTo(recall, 6);
  expect(quality?.f1).toBeCloseTo(f1, 6);
});
