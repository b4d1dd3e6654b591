import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { single } from '@variegate/core-filters';
import type { Ffmpeg } from '@variegate/runner';
import type { VariantJob } from '@variegate/variants';
import { baselines } from '../baselines/baselines.ts';
import type { BenchmarkOptions, ResolvedOptions } from '../benchmark-options.ts';
import { configurationName } from '../configurations/configuration.ts';
import { runConfiguration } from '../configurations/run-configuration.ts';
import { measureWork } from '../measuring/measure-work.ts';
import type { BenchmarkRun } from '../summary.ts';
import type { BaselineRound, ConfigurationRound, Round } from './plan-rounds.ts';

/** What every run needs to know. */
export interface Bench {
  readonly options: BenchmarkOptions;
  readonly resolved: ResolvedOptions;
  readonly ffmpeg: Ffmpeg;
  readonly folder: string;
  readonly signal: AbortSignal | undefined;
}

/** The options of rendering that all runs share; digests and hashes of the source are kept in the scratch folder. */
export function renderingOptions({ options, folder, signal }: Omit<Bench, 'resolved' | 'ffmpeg'>) {
  const { strategy, level, seed, only, exclude, preset, crf, memoryLimit, measure, ffmpegPath } = options;
  const { recipe, chain, grid } = options;
  const given = {
    strategy,
    grid,
    recipe,
    chain,
    level,
    seed,
    only,
    exclude,
    preset,
    crf,
    memoryLimit,
    measure,
    ffmpegPath,
    signal,
  };
  return { ...withoutUndefined(given), cacheFolder: path.join(folder, 'cache') };
}

function withoutUndefined<Options extends object>(options: Options) {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Options]?: Exclude<Options[Name], undefined>;
  };
}

/** One run that does not count, which brings programs and source into memory. */
export async function warmUp(bench: Bench): Promise<number> {
  const { wallSeconds } = await inEmptyFolder(bench, 'warm-up', outDir => {
    const work = {
      ...workOf(bench, outDir),
      ...(bench.options.strategy === single.name ? {} : { count: 1 }),
    };
    return measureWork(() => runConfiguration({ workers: 1, threads: 1 }, work)).then(one => one.figures);
  });
  return wallSeconds;
}

/** Makes one measured run. */
export function runRound(round: Round, jobs: readonly VariantJob[], bench: Bench): Promise<BenchmarkRun> {
  return round.kind === 'baseline'
    ? runBaselineRound(round, jobs, bench)
    : runConfigurationRound(round, bench);
}

async function runConfigurationRound(
  { round, configuration }: ConfigurationRound,
  bench: Bench,
): Promise<BenchmarkRun> {
  const { outcome, figures } = await inEmptyFolder(bench, `round-${round}`, outDir =>
    measureWork(() => runConfiguration(configuration, workOf(bench, outDir))),
  );
  const { renderPeakBytes } = outcome;
  const name = configurationName(configuration);
  return { kind: 'configuration', name, ...configuration, round, ...figures, renderPeakBytes, shareDone: 1 };
}

async function runBaselineRound(
  { name, round, workers }: BaselineRound,
  jobs: readonly VariantJob[],
  bench: Bench,
): Promise<BenchmarkRun> {
  const { ffmpeg, signal, resolved } = bench;
  const { outcome, figures } = await inEmptyFolder(bench, name, folder =>
    measureWork(() =>
      baselines[name].run({ jobs, ffmpeg, folder, workers, maxSeconds: resolved.baselineSeconds, signal }),
    ),
  );
  const shareDone = outcome.encodesDone / outcome.encodesInAll;
  const run = { kind: 'baseline', name, workers, threads: null, round } as const;
  return { ...run, ...figures, renderPeakBytes: null, shareDone };
}

function workOf(bench: Bench, outDir: string) {
  const { options, resolved, signal } = bench;
  const rendering = renderingOptions(bench);
  return { input: options.input, outDir, ...countOf(options, resolved), rendering, signal };
}

/** How many variants a run makes; a grid of single transformations says it itself. */
export function countOf(
  { strategy }: Pick<BenchmarkOptions, 'strategy'>,
  { testVariants }: ResolvedOptions,
): { readonly count?: number } {
  return strategy === single.name ? {} : { count: testVariants };
}

/** Gives a run a folder that is gone after it, so that the disk never holds more than one run. */
async function inEmptyFolder<Value>(
  { folder }: Bench,
  name: string,
  work: (folder: string) => Promise<Value>,
): Promise<Value> {
  const own = path.join(folder, name);
  await mkdir(own);
  try {
    return await work(own);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}
