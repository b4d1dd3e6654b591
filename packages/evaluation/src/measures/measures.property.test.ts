import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchTable } from '../tables/match-table.ts';
import { PairIndex } from '../tables/pair-index.ts';
import { slowPairMicroAp, slowSegmentAp } from '../testing/slow-measures.ts';
import { pairMicroAp, sweepPairs } from './pair-sweep.ts';
import { segmentApOf, sweepSegments } from './segment-sweep.ts';

const runs = 10_000;

/** Few ids, times and scores, so that rows of a pair overlap and touch, and scores tie. */
const match = fc.record({
  queryId: fc.constantFrom('Q1', 'Q2', 'Q3'),
  refId: fc.constantFrom('R1', 'R2'),
  query: fc.tuple(fc.nat(12), fc.nat(6)),
  ref: fc.tuple(fc.nat(12), fc.nat(6)),
  score: fc.integer({ min: -1, max: 4 }),
});
const matches = (minLength: number) =>
  fc.array(match, { minLength, maxLength: 10 }).map(rows =>
    rows.map(({ queryId, refId, query, ref, score }) => ({
      ...{ queryId, refId, score },
      queryStart: query[0] / 3,
      queryEnd: (query[0] + query[1]) / 3,
      refStart: ref[0] / 3,
      refEnd: (ref[0] + ref[1]) / 3,
    })),
  );

test('Segment AP and pair micro-AP are those of the plain definitions.', () => {
  let defined = 0;
  fc.assert(
    fc.property(matches(1), matches(0), (truth, predictions) => {
      const pairs = new PairIndex();
      const tables = [matchTable(truth, pairs), matchTable(predictions, pairs)] as const;
      expect(pairMicroAp(sweepPairs(...tables, { lowest: 0 }))).toBeCloseTo(
        slowPairMicroAp(truth, predictions),
        10,
      );
      const expected = slowSegmentAp(truth, predictions);
      const found = segmentApOf(sweepSegments(...tables));
      if (expected === null || Number.isNaN(expected) || found === null) return;
      defined += 1;
      expect(found).toBeCloseTo(expected, 9);
    }),
    { numRuns: runs },
  );
  expect(defined).toBeGreaterThan(runs / 2);
});

test('A weight of 2 is the same as every row of the query twice, under another name.', () => {
  fc.assert(
    fc.property(matches(1), matches(0), (truth, predictions) => {
      const pairs = new PairIndex();
      const weighted = [matchTable(truth, pairs), matchTable(predictions, pairs)] as const;
      const weightOf = (pair: number) => (pairs.queryId(pair) === 'Q1' ? 2 : 1);
      const twice = (rows: typeof truth) => [
        ...rows,
        ...rows.filter(({ queryId }) => queryId === 'Q1').map(row => ({ ...row, queryId: 'again' })),
      ];
      const doubledPairs = new PairIndex();
      const doubled = [
        matchTable(twice(truth), doubledPairs),
        matchTable(twice(predictions), doubledPairs),
      ] as const;
      const close = (a: number | null, b: number | null) => {
        if (b === null) expect(a).toBeNull();
        else expect(a).toBeCloseTo(b, 9);
      };
      close(segmentApOf(sweepSegments(...weighted), weightOf), segmentApOf(sweepSegments(...doubled)));
      close(pairMicroAp(sweepPairs(...weighted), weightOf), pairMicroAp(sweepPairs(...doubled)));
    }),
    { numRuns: 1000 },
  );
});
