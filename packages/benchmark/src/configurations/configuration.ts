import os from 'node:os';

/** A way of making variants whose speed is measured. */
export interface Configuration {
  /** Renders in parallel. */
  readonly workers: number;
  /** Encoder threads of each render. */
  readonly threads: number;
}

/** `2 x 1 thread`. */
export function configurationName({ workers, threads }: Configuration): string {
  return `${workers} x ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
}

/** Which configurations are measured where the caller names only some numbers, or none. */
export interface ConfigurationChoice {
  readonly workers: readonly number[] | null;
  readonly threads: readonly number[] | null;
}

/**
 * The configurations to measure. What is named is measured, every number of workers with every number of threads; what
 * is not named is doubled from 1 up to what the cores can keep at work.
 */
export function chooseConfigurations(
  { workers, threads }: ConfigurationChoice,
  cores: number = os.availableParallelism(),
): readonly Configuration[] {
  const threadCounts = threads ?? doubled(Math.min(cores, mostThreads));
  const all = threadCounts.flatMap(count =>
    (workers ?? doubled(Math.max(1, Math.floor(cores / count)))).map(each => ({
      workers: each,
      threads: count,
    })),
  );
  const distinct = new Map(all.map(one => [configurationName(one), one]));
  return [...distinct.values()];
}

/** More threads than these per encode are for the user to ask for: with several jobs they have never paid. */
const mostThreads = 2;

/** 1, 2, 4, ... and the limit itself. */
function doubled(limit: number): readonly number[] {
  const numbers: number[] = [];
  for (let number = 1; number < limit; number *= 2) numbers.push(number);
  return [...numbers, limit];
}

/** In each round another configuration goes first, so that none always meets the machine in the same state. */
export function inTurn<Item>(items: readonly Item[], round: number): readonly Item[] {
  const start = items.length === 0 ? 0 : round % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
