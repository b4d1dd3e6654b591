import { randomStream } from '@variegate/core-filters';
import type { Estimate } from './evaluation.ts';

/** Rounds for what is quickly computed, and for what is not. */
const quickRounds = 1000;
const slowRounds = 200;

/** How often each source is drawn, by round. The same in every run. */
export interface Resamples {
  readonly sources: number;
  readonly rounds: readonly Uint16Array[];
}

/** Draws as many sources as there are, with replacement, again and again. */
export function drawResamples(sources: number): Resamples {
  const random = randomStream({ bootstrap: sources });
  const count = sources * quickRounds > 20_000_000 ? slowRounds : quickRounds;
  const rounds = Array.from({ length: sources < 2 ? 0 : count }, () => {
    const weights = new Uint16Array(sources);
    for (let drawn = 0; drawn < sources; drawn++) {
      const source = random.integer([0, sources - 1]);
      weights[source] = (weights[source] as number) + 1;
    }
    return weights;
  });
  return { sources, rounds };
}

/** The same draws for a part of the sources; none where that is a single one, of which no other can be drawn. */
export function resamplesFor(sources: Iterable<number>, resamples: Resamples): Resamples {
  return new Set(sources).size < 2 ? { ...resamples, rounds: [] } : resamples;
}

/** What one computation costs: the slow ones get fewer rounds. */
export type Cost = 'quick' | 'slow';

/**
 * A figure with its interval: the 2.5 % and 97.5 % points of what other draws of sources give.
 *
 * @param figure - computes it with each source counted as often as its weight says; `null` where it is undefined
 */
export function estimate(
  value: number,
  { rounds }: Resamples,
  cost: Cost,
  figure: (weights: Uint16Array) => number | null,
): Estimate {
  const drawn = rounds
    .slice(0, cost === 'quick' ? quickRounds : slowRounds)
    .flatMap(weights => figure(weights) ?? []);
  // A group that few draws have is one that says little.
  if (drawn.length < rounds.length / 20 || drawn.length < 2) return { value, low: null, high: null };
  const sorted = Float64Array.from(drawn).sort();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] as number;
  return { value, low: at(0.025), high: at(0.975) };
}

/**
 * The same interval laid around the value. A penalised fit to fewer different rows shrinks more, so that what it gives for other
 * draws lies to one side of the value; only its spread says something.
 */
export function centred({ value, low, high }: Estimate, median: number | null): Estimate {
  if (low === null || high === null || median === null) return { value, low, high };
  return { value, low: Math.max(-1, value + low - median), high: Math.min(1, value + high - median) };
}

/** The middle one of some values; `null` without any. */
export function medianOf(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? null;
}
