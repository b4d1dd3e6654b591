import type { ConfigurationFigures, Recommendation } from '../summary.ts';
import { type Configuration, configurationName } from './configuration.ts';

/** What is less than this far from the fastest cannot be distinguished from it, whatever the spread of a few runs says. */
const smallestDifference = 0.03;

/**
 * Recommends the configuration that takes the least of the machine among those that are as fast as the fastest, as far
 * as their runs show: fewest threads, then fewest workers.
 *
 * @throws {RangeError} without configurations.
 */
export function recommend(figures: readonly ConfigurationFigures[]): Recommendation {
  const [fastest] = figures.toSorted((a, b) => a.wallSeconds.median - b.wallSeconds.median);
  if (fastest === undefined) throw new RangeError('Nothing was measured that could be recommended.');
  const asFast = figures.filter(one => one.wallSeconds.median <= noiseCeiling(fastest));
  const [chosen = fastest] = asFast.toSorted((a, b) => a.threads - b.threads || a.workers - b.workers);
  return {
    workers: chosen.workers,
    threads: chosen.threads,
    reasons: [
      `${chosen.name}: ${seconds(chosen)} s, ${chosen.variantsPerMinute.toFixed(1)} variants a minute.`,
      ...(chosen === fastest
        ? [`It is the fastest of ${figures.length}.`]
        : [
            `${fastest.name} took ${seconds(fastest)} s, which its runs cannot be distinguished from; the fewer threads ` +
              'and workers, the less memory.',
          ]),
      ...speedUpReason(chosen),
      `It takes ${chosen.overLimit.toFixed(2)} times what its processor time needs on all cores ` +
        `(${chosen.limitSeconds.toFixed(1)} s), and at most ${(chosen.peakMemoryBytes.highest / 1e6).toFixed(0)} MB.`,
      ...threadsReason(chosen, figures),
    ],
  };
}

/** The best number of workers for every number of threads, as `machine.json` keeps it. */
export function bestByThreads(figures: readonly ConfigurationFigures[]): readonly Configuration[] {
  const threadCounts = [...new Set(figures.map(({ threads }) => threads))].sort((a, b) => a - b);
  return threadCounts.map(threads => {
    const { workers } = recommend(figures.filter(one => one.threads === threads));
    return { workers, threads };
  });
}

/** Up to here a median says nothing against that of the fastest. */
function noiseCeiling({ wallSeconds: { median, lowest, highest } }: ConfigurationFigures): number {
  return median + Math.max(smallestDifference * median, (highest - lowest) / 2);
}

function speedUpReason({ speedUp, workers, threads }: ConfigurationFigures): readonly string[] {
  if (speedUp === null || workers === 1) return [];
  return [`It is ${speedUp.toFixed(2)} times as fast as ${configurationName({ workers: 1, threads })}.`];
}

function threadsReason(
  chosen: ConfigurationFigures,
  figures: readonly ConfigurationFigures[],
): readonly string[] {
  const others = figures.filter(({ threads }) => threads > chosen.threads);
  const [best] = others.toSorted((a, b) => a.wallSeconds.median - b.wallSeconds.median);
  if (best === undefined) return [];
  return [`With more threads for each encode the best was ${best.name}: ${seconds(best)} s.`];
}

function seconds({ wallSeconds }: ConfigurationFigures): string {
  return wallSeconds.median.toFixed(1);
}
