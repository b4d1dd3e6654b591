import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Ffmpeg, findFfmpeg } from '@variegate/runner';
import { planVariants, saveMachineProfile, type VariantJob } from '@variegate/variants';
import type { BaselineName } from './baselines/baseline-name.ts';
import { baselines } from './baselines/baselines.ts';
import { type BenchmarkOptions, type ResolvedOptions, resolveOptions } from './benchmark-options.ts';
import {
  type Configuration,
  chooseConfigurations,
  configurationName,
  inTurn,
} from './configurations/configuration.ts';
import { bestByThreads } from './configurations/recommend.ts';
import { runConfiguration } from './configurations/run-configuration.ts';
import { describeEnvironment } from './environment/environment.ts';
import { busyWarning } from './environment/machine-use.ts';
import { BenchmarkCancelledError } from './errors.ts';
import type { BenchEvent, Untold } from './events.ts';
import { measureWork } from './measuring/measure-work.ts';
import { scratchFolder } from './measuring/scratch-folder.ts';
import { summarize } from './summarize.ts';
import type { BenchmarkRun, BenchmarkSummary } from './summary.ts';

/**
 * Measures how fast variants of a video are made on this machine, with one worker and with several, and recommends how
 * many to use. After a warm-up that does not count, configurations take turns, so that whatever else the machine does
 * meets all of them. Everything that is rendered is removed again.
 *
 * @throws {BENCHMARK_OPTION_INVALID} | {VARIANTS_OPTION_INVALID} when an option is outside what it may be.
 * @throws {VARIANTS_INPUTS_UNUSABLE} when the input is missing, not a video, or beyond a limit.
 * @throws {RUNNER_FFMPEG_MISSING} when there is no ffmpeg.
 * @throws {BENCHMARK_WORK_FAILED} when what is to be timed fails.
 * @throws {BENCHMARK_CANCELLED} after `signal` was aborted.
 */
export async function benchmarkProcessingSpeed(options: BenchmarkOptions): Promise<BenchmarkSummary> {
  const resolved = resolveOptions(options);
  try {
    return await measureAll(options, resolved);
  } catch (error) {
    if (options.signal?.aborted !== true || error instanceof BenchmarkCancelledError) throw error;
    throw new BenchmarkCancelledError('The benchmark was stopped.', { cause: error });
  }
}

async function measureAll(options: BenchmarkOptions, resolved: ResolvedOptions): Promise<BenchmarkSummary> {
  const { signal, ffmpegPath, cacheFolder } = options;
  const tell = (event: Untold<BenchEvent>) =>
    options.onEvent?.({ at: new Date().toISOString(), ...event } as BenchEvent);
  const ffmpeg = await findFfmpeg({ path: ffmpegPath, signal });
  const configurations = chooseConfigurations(resolved);
  const environment = await describeEnvironment(ffmpeg, signal);
  await using scratch = await scratchFolder(options.outDir ?? tmpdir());
  const bench = { options, resolved, ffmpeg, signal, folder: scratch.path };
  const jobs = await planVariants({
    ...renderingOptions(bench),
    ...{ input: options.input, outDir: scratch.path, count: resolved.testVariants },
  });

  const rounds = planRounds(configurations, resolved);
  tell({
    type: 'bench-planned',
    configurations: configurations.map(configurationName),
    baselines: resolved.baselines,
    runs: rounds.length,
    variants: jobs.length,
  });
  if (environment.warning !== null) {
    tell({ type: 'machine-busy', busyCores: environment.busyCores, message: environment.warning });
  }
  tell({ type: 'bench-warmed-up', wallSeconds: await warmUp(bench) });

  const runs: BenchmarkRun[] = [];
  const unavailable = new Map<BaselineName, string>();
  for (const round of rounds) {
    signal?.throwIfAborted();
    const reason = round.kind === 'baseline' ? await baselines[round.name].unavailable() : null;
    if (round.kind === 'baseline' && reason !== null) {
      unavailable.set(round.name, reason);
      continue;
    }
    const run = await (round.kind === 'baseline' ? runBaseline(round, jobs, bench) : runRound(round, bench));
    runs.push(run);
    tell({ type: 'bench-run', ...run });
    const warning = busyWarning(run.busyCores);
    if (warning !== null) tell({ type: 'machine-busy', busyCores: run.busyCores, message: warning });
  }

  const found = summarize({ environment, jobs, configurations, runs, unavailable, resolved });
  const savedTo = resolved.save
    ? await saveMachineProfile(bestByThreads(found.configurations), { ffmpeg, cacheFolder })
    : null;
  const summary: BenchmarkSummary = { ...found, savedTo };
  tell({ type: 'summary', ...summary });
  return summary;
}

/** What every run needs to know. */
interface Bench {
  readonly options: BenchmarkOptions;
  readonly resolved: ResolvedOptions;
  readonly ffmpeg: Ffmpeg;
  readonly folder: string;
  readonly signal: AbortSignal | undefined;
}

/** One measured run to be made. */
type Round = ConfigurationRound | BaselineRound;

interface ConfigurationRound {
  readonly kind: 'configuration';
  readonly round: number;
  readonly configuration: Configuration;
}

interface BaselineRound {
  readonly kind: 'baseline';
  readonly round: number;
  readonly name: BaselineName;
  /** Processes at a time. */
  readonly workers: number;
}

/** Configurations in turns; the baselines, which take long, once, after the first round. */
function planRounds(
  configurations: readonly Configuration[],
  { repeat, baselines: names }: ResolvedOptions,
): readonly Round[] {
  const workers = Math.max(...configurations.map(configuration => configuration.workers));
  return Array.from({ length: repeat }, (_, index): readonly Round[] => {
    const round = index + 1;
    const ours = inTurn(configurations, index).map(
      (configuration): Round => ({ kind: 'configuration', round, configuration }),
    );
    const others = round > 1 ? [] : names.map((name): Round => ({ kind: 'baseline', round, name, workers }));
    return [...ours, ...others];
  }).flat();
}

/** The options of rendering that all runs share; digests and hashes of the source are kept in the scratch folder. */
function renderingOptions({ options, folder, signal }: Omit<Bench, 'resolved' | 'ffmpeg'>) {
  const { strategy, level, seed, only, exclude, preset, crf, memoryLimit, measure, ffmpegPath } = options;
  const given = {
    strategy,
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

/** One run with as many variants as workers, which brings programs and source into memory. */
async function warmUp(bench: Bench): Promise<number> {
  const { wallSeconds } = await inEmptyFolder(bench, 'warm-up', outDir => {
    const work = { ...workOf(bench, outDir), count: 1 };
    return measureWork(() => runConfiguration({ workers: 1, threads: 1 }, work)).then(one => one.figures);
  });
  return wallSeconds;
}

async function runRound({ round, configuration }: ConfigurationRound, bench: Bench): Promise<BenchmarkRun> {
  const { outcome, figures } = await inEmptyFolder(bench, `round-${round}`, outDir =>
    measureWork(() => runConfiguration(configuration, workOf(bench, outDir))),
  );
  const { renderPeakBytes } = outcome;
  const name = configurationName(configuration);
  return { kind: 'configuration', name, ...configuration, round, ...figures, renderPeakBytes, shareDone: 1 };
}

async function runBaseline(
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
  return { input: options.input, outDir, count: resolved.testVariants, rendering, signal };
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
