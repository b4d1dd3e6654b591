import { type Rational, rationalText } from '../facts/rational.ts';
import type { Filter } from '../graph/filter-graph.ts';

/**
 * The filters that give frames their times by counting them. Filters with several inputs guess how long a last frame lasts,
 * and what comes after them would lose frames by it; counting is exact.
 */
export function countedTimes({ numerator, denominator }: Rational): readonly Filter[] {
  const tick = rationalText({ numerator: denominator, denominator: numerator });
  return [
    { name: 'settb', options: { expr: tick } },
    { name: 'setpts', options: { expr: 'N' } },
  ];
}
