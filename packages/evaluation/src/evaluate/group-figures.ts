import { pairMicroAp, selectPairs } from '../measures/pair-sweep.ts';
import { segmentApOf, selectSegments } from '../measures/segment-sweep.ts';
import { estimate, resamplesFor } from './bootstrap.ts';
import { dimensions, type GroupFigures } from './evaluation.ts';
import { type Group, groupsOf } from './groups.ts';
import { estimated, type Scoring } from './scoring.ts';

/** The figures of every group of variants that have something in common, by dimension and value. */
export function groupFigures(scoring: Scoring): readonly GroupFigures[] {
  const { set } = scoring;
  const members = new Map<string, { readonly group: Group; readonly queries: Set<string> }>();
  for (const variant of set.variants.values()) {
    for (const group of groupsOf(variant)) {
      const key = JSON.stringify(group);
      const known = members.get(key) ?? { group, queries: new Set() };
      known.queries.add(variant.name);
      members.set(key, known);
    }
  }
  return [...members.values()]
    .map(({ group, queries }) => figuresOf(scoring, group, queries))
    .sort((a, b) => dimensions.indexOf(a.dimension) - dimensions.indexOf(b.dimension) || byValue(a, b));
}

function byValue(a: GroupFigures, b: GroupFigures): number {
  // Levels may be decimals, whose digits do not compare as whole numbers do: 0.25 comes before 0.5.
  return Number(a.value) - Number(b.value) || a.value.localeCompare(b.value, 'en', { numeric: true });
}

function figuresOf(scoring: Scoring, group: Group, queries: ReadonlySet<string>): GroupFigures {
  const { set, counts, sourceOf } = scoring;
  const has = (pair: number) => queries.has(set.truth.pairs.queryId(pair));
  const pairs = selectPairs(scoring.pairs, has);
  const segments = scoring.segments === null ? null : selectSegments(scoring.segments, has);
  const resamples = resamplesFor(pairs.truthPair.values().map(sourceOf), scoring.resamples);
  const within = { ...scoring, resamples };
  const found = pairs.truthPair.filter(counts).length;
  const total = pairs.truthPair.length;
  const recall = (weightOf: (pair: number) => number) => {
    let hits = 0;
    let all = 0;
    for (const pair of pairs.truthPair) {
      const weight = weightOf(pair);
      all += weight;
      if (counts(pair)) hits += weight;
    }
    return all === 0 ? null : hits / all;
  };
  return {
    ...{ ...group, queries: queries.size, pairs: total, found },
    recall:
      total === 0
        ? null
        : estimate(found / total, resamples, 'quick', weights =>
            recall(pair => weights[sourceOf(pair)] as number),
          ),
    pairMicroAp: estimated(within, pairs, by => pairMicroAp(pairs, by)),
    segmentAp: segments === null ? null : estimated(within, segments, by => segmentApOf(segments, by)),
  };
}
