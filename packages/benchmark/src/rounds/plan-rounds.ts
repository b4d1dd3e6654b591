import type { BaselineName } from '../baselines/baseline.ts';
import { type Configuration, inTurn } from '../configurations/configuration.ts';

/** One measured run to be made. */
export type Round = ConfigurationRound | BaselineRound;

/** A configuration that makes the variants once. */
export interface ConfigurationRound {
  readonly kind: 'configuration';
  readonly round: number;
  readonly configuration: Configuration;
}

/** A baseline that does the same. */
export interface BaselineRound {
  readonly kind: 'baseline';
  readonly round: number;
  readonly name: BaselineName;
  /** Processes in parallel. */
  readonly workers: number;
}

/** Configurations in turns; the baselines, which take long, once, after the first round. */
export function planRounds(
  configurations: readonly Configuration[],
  baselines: readonly BaselineName[],
  repeat: number,
): readonly Round[] {
  const workers = Math.max(...configurations.map(configuration => configuration.workers));
  return Array.from({ length: repeat }, (_, index): readonly Round[] => {
    const round = index + 1;
    const ours = inTurn(configurations, index).map(
      (configuration): Round => ({ kind: 'configuration', round, configuration }),
    );
    const others =
      round > 1 ? [] : baselines.map((name): Round => ({ kind: 'baseline', round, name, workers }));
    return [...ours, ...others];
  }).flat();
}
