import { quantileOf, spreadOf } from '../spread.ts';
import type { BenchmarkRun, ConfigurationFigures } from '../summary.ts';
import { type Configuration, configurationName } from './configuration.ts';

/** Folds the runs of each configuration into its figures. */
export function figuresOf(
  configurations: readonly Configuration[],
  runs: readonly BenchmarkRun[],
  { variants, cores }: { readonly variants: number; readonly cores: number },
): readonly ConfigurationFigures[] {
  const runsOf = (configuration: Configuration) =>
    runs.filter(run => run.kind === 'configuration' && run.name === configurationName(configuration));
  const medianWall = (configuration: Configuration) =>
    quantileOf(
      runsOf(configuration).map(run => run.wallSeconds),
      0.5,
    );
  return configurations.map(configuration => {
    const own = runsOf(configuration);
    const wallSeconds = spreadOf(own.map(run => run.wallSeconds));
    const cpuSeconds = spreadOf(own.map(run => run.cpuSeconds));
    const alone = medianWall({ workers: 1, threads: configuration.threads });
    const limitSeconds = cpuSeconds.median / cores;
    return {
      name: configurationName(configuration),
      ...configuration,
      wallSeconds,
      cpuSeconds,
      peakMemoryBytes: spreadOf(own.map(run => run.peakMemoryBytes)),
      renderPeakBytes: Math.max(...own.map(run => run.renderPeakBytes ?? 0)),
      variantsPerMinute: (variants / wallSeconds.median) * 60,
      speedUp: Number.isNaN(alone) ? null : alone / wallSeconds.median,
      limitSeconds,
      overLimit: wallSeconds.median / limitSeconds,
    };
  });
}
