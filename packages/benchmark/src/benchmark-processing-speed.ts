import { tmpdir } from 'node:os';
import { findFfmpeg } from '@variegate/runner';
import { planVariants } from '@variegate/variants';
import { saveMachineProfile } from '@variegate/variants/internal';
import type { BaselineName } from './baselines/baseline.ts';
import { baselines } from './baselines/baselines.ts';
import { type BenchmarkOptions, type ResolvedOptions, resolveOptions } from './benchmark-options.ts';
import { chooseConfigurations, configurationName } from './configurations/configuration.ts';
import { bestByThreads } from './configurations/recommend.ts';
import { BenchmarkCancelledError, WorkFailedError } from './errors.ts';
import type { BenchEvent, Unreported } from './events.ts';
import { describeEnvironment } from './measuring/environment.ts';
import { busyWarning } from './measuring/machine-use.ts';
import { scratchFolder } from './measuring/scratch-folder.ts';
import { planRounds } from './rounds/plan-rounds.ts';
import { countOf, renderingOptions, runRound, warmUp } from './rounds/run-round.ts';
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
 * @throws {RUNNER_OUTPUT_UNWRITABLE} when the folder to work in cannot be made.
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
  const report = (event: Unreported<BenchEvent>) =>
    options.onEvent?.({ at: new Date().toISOString(), ...event } as BenchEvent);
  const ffmpeg = await findFfmpeg({ path: ffmpegPath, signal });
  const configurations = chooseConfigurations(resolved);
  const environment = await describeEnvironment(ffmpeg, signal);
  await using scratch = await scratchFolder(options.outDir ?? tmpdir());
  const bench = { options, resolved, ffmpeg, signal, folder: scratch.path };
  const jobs = await planVariants({
    ...renderingOptions(bench),
    ...{ input: options.input, outDir: scratch.path, ...countOf(options, resolved) },
  });

  const unavailable = await unavailableAmong(resolved.baselines);
  const available = resolved.baselines.filter(name => !unavailable.has(name));
  const rounds = planRounds(configurations, available, resolved.repeat);
  report({
    type: 'bench-planned',
    configurations: configurations.map(configurationName),
    baselines: available,
    runs: rounds.length,
    variants: jobs.length,
  });
  if (environment.warning !== null) {
    report({ type: 'machine-busy', busyCores: environment.busyCores, message: environment.warning });
  }
  report({ type: 'bench-warmed-up', wallSeconds: await warmUp(bench) });

  const runs: BenchmarkRun[] = [];
  for (const round of rounds) {
    signal?.throwIfAborted();
    const run = await runRound(round, jobs, bench).catch(error => {
      // A baseline that fails must not cost our own measurements.
      if (round.kind !== 'baseline' || !(error instanceof WorkFailedError)) throw error;
      unavailable.set(round.name, error.message);
      return null;
    });
    if (run === null) continue;
    runs.push(run);
    report({ type: 'bench-run', ...run });
    const warning = busyWarning(run.busyCores);
    if (warning !== null) report({ type: 'machine-busy', busyCores: run.busyCores, message: warning });
  }

  const found = summarize({ environment, jobs, configurations, runs, unavailable, resolved });
  const savedTo = resolved.save
    ? await saveMachineProfile(bestByThreads(found.configurations), { ffmpeg, cacheFolder })
    : null;
  const summary: BenchmarkSummary = { ...found, savedTo };
  report({ type: 'summary', ...summary });
  return summary;
}

/** The baselines that cannot be run here, with the reason of each. */
async function unavailableAmong(names: readonly BaselineName[]): Promise<Map<BaselineName, string>> {
  const reasons = await Promise.all(
    names.map(async name => [name, await baselines[name].unavailable()] as const),
  );
  return new Map(reasons.flatMap(([name, reason]) => (reason === null ? [] : [[name, reason] as const])));
}
