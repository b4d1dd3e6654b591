import { estimate } from './bootstrap.ts';
import type { FalseAlarms } from './evaluation.ts';
import type { Scoring } from './scoring.ts';

/** How many variants of distractors are found in any reference; `null` where the set has none. */
export function falseAlarmsOf({ set, pairs, counts, resamples }: Scoring): FalseAlarms | null {
  const distractors = set.dataset?.variants.filter(({ kind }) => kind === 'distractor') ?? [];
  if (distractors.length === 0) return null;
  const alarmed = new Set<string>();
  for (const pair of pairs.pair) if (counts(pair)) alarmed.add(set.truth.pairs.queryId(pair));
  const names = [...new Set(set.dataset?.variants.map(({ source }) => source.fingerprint))];
  const trials = distractors.map(({ name, source }) => {
    return { alarm: alarmed.has(name), source: names.indexOf(source.fingerprint) };
  });
  const rate = (weightOf: (source: number) => number) => {
    const sums = trials.reduce(
      ({ all, alarms }, { alarm, source }) => {
        const weight = weightOf(source);
        return { all: all + weight, alarms: alarms + (alarm ? weight : 0) };
      },
      { all: 0, alarms: 0 },
    );
    return sums.all === 0 ? null : sums.alarms / sums.all;
  };
  const alarms = trials.filter(({ alarm }) => alarm).length;
  return {
    ...{ queries: distractors.length, alarms },
    rate: estimate(alarms / distractors.length, resamples, 'quick', weights =>
      rate(source => weights[source] as number),
    ),
  };
}
