import type { VariantJob } from '@variegate/variants';
import type { BaselineName } from './baselines/baseline.ts';
import { baselines } from './baselines/baselines.ts';
import type { ResolvedOptions } from './benchmark-options.ts';
import { type Configuration, configurationName } from './configurations/configuration.ts';
import { figuresOf } from './configurations/configuration-figures.ts';
import { recommend } from './configurations/recommend.ts';
import { WorkFailedError } from './errors.ts';
import type { Environment } from './measuring/environment.ts';
import { busyWarning } from './measuring/machine-use.ts';
import type { BaselineFigures, BenchmarkRun, BenchmarkSummary, BenchmarkWork } from './summary.ts';

/** Everything that the runs of a benchmark came to. */
export interface Findings {
  readonly environment: Environment;
  readonly jobs: readonly VariantJob[];
  readonly configurations: readonly Configuration[];
  readonly runs: readonly BenchmarkRun[];
  /** Baselines that could not be run, with the reason. */
  readonly unavailable: ReadonlyMap<BaselineName, string>;
  readonly resolved: ResolvedOptions;
}

/** Folds the runs into figures, comparisons and a recommendation. */
export function summarize(findings: Findings): Omit<BenchmarkSummary, 'savedTo'> {
  const { environment, jobs, runs, resolved } = findings;
  const { cores } = environment.machine;
  const configurations = figuresOf(findings.configurations, runs, { variants: jobs.length, cores });
  const recommendation = recommend(configurations);
  const recommended = configurations.find(one => one.name === configurationName(recommendation));
  const bestSeconds = recommended?.wallSeconds.median ?? Number.NaN;
  return {
    formatVersion: 1,
    environment,
    work: describeWork(jobs),
    configurations,
    baselines: resolved.baselines.map(name => baselineFigures(name, findings, bestSeconds)),
    recommendation,
    recommendedWorkers: recommendation.workers,
    recommendedThreads: recommendation.threads,
    bestSeconds,
    runs,
    busy: environment.warning !== null || runs.some(run => busyWarning(run.busyCores, cores) !== null),
  };
}

function describeWork(jobs: readonly VariantJob[]): BenchmarkWork {
  const [job] = jobs;
  if (job === undefined) throw new WorkFailedError('There are no variants to time.');
  const { source, plan, settings } = job;
  const { width, height, frameCount } = source.facts.video;
  return {
    input: source.file,
    sha256: source.fingerprint,
    ...{ width, height, durationSeconds: source.facts.durationSeconds, frameCount },
    variants: jobs.length,
    ...{ strategy: plan.strategy, level: plan.level, seed: plan.seed },
    preset: 'preset' in settings.encode ? settings.encode.preset : null,
  };
}

function baselineFigures(
  name: BaselineName,
  { runs, unavailable }: Findings,
  bestSeconds: number,
): BaselineFigures {
  const { title } = baselines[name];
  const run = runs.find(one => one.kind === 'baseline' && one.name === name);
  if (run === undefined) {
    const reason = unavailable.get(name) ?? 'It was not run.';
    const none = { wallSeconds: null, cpuSeconds: null, shareDone: null, oursOverBaseline: null };
    return { name, title, unavailable: reason, ...none };
  }
  const wallSeconds = run.wallSeconds / run.shareDone;
  return {
    ...{ name, title, unavailable: null, wallSeconds, cpuSeconds: run.cpuSeconds / run.shareDone },
    shareDone: run.shareDone,
    oursOverBaseline: bestSeconds / wallSeconds,
  };
}
