import type { Level } from '@variegate/core-filters';
import type { BaselineName } from './baselines/baseline.ts';
import type { Configuration } from './configurations/configuration.ts';
import type { Environment } from './measuring/environment.ts';
import type { WorkFigures } from './measuring/measure-work.ts';
import type { Spread } from './spread.ts';

/** Which configuration to use, and why. */
export interface Recommendation extends Configuration {
  /** Sentences for display. */
  readonly reasons: readonly string[];
}

/** What a benchmark found. */
export interface BenchmarkSummary {
  readonly formatVersion: 1;
  readonly environment: Environment;
  readonly work: BenchmarkWork;
  /** Every configuration in the order in which they were asked for. */
  readonly configurations: readonly ConfigurationFigures[];
  readonly baselines: readonly BaselineFigures[];
  readonly recommendation: Recommendation;
  /** Best number of parallel renders. */
  readonly recommendedWorkers: number;
  /** Best number of encoder threads of each. */
  readonly recommendedThreads: number;
  /** Median wall clock of the recommended configuration, in seconds. */
  readonly bestSeconds: number;
  /** Every measured run in the order in which they were made, the warm-up left out. */
  readonly runs: readonly BenchmarkRun[];
  /** Whether other programs kept the machine at work before or during the runs. */
  readonly busy: boolean;
  /** Path of the `machine.json` that was written; `null` where none was asked for. */
  readonly savedTo: string | null;
}

/** What every run had to do. */
export interface BenchmarkWork {
  /** File name of the input, without folder. */
  readonly input: string;
  /** SHA-256 of the input, 64 hex digits. */
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  readonly durationSeconds: number;
  readonly frameCount: number;
  /** Variants made in each run. */
  readonly variants: number;
  readonly strategy: string;
  readonly level: Level;
  readonly seed: number;
  /** Preset of x264; `null` for encoders that have none. */
  readonly preset: string | null;
}

/** One run of a configuration or of a baseline. */
export interface BenchmarkRun extends WorkFigures {
  readonly kind: 'configuration' | 'baseline';
  /** `2 x 1 thread`, or the baseline's name. */
  readonly name: string;
  /** Renders, or processes, in parallel. */
  readonly workers: number;
  /** Encoder threads of each; `null` where ffmpeg chose. */
  readonly threads: number | null;
  /** Number of the round, from 1. */
  readonly round: number;
  /** Most memory of one render, in bytes; `null` for baselines. */
  readonly renderPeakBytes: number | null;
  /** Share of the work that was done in these seconds: below 1 where the time was over before the work. */
  readonly shareDone: number;
}

/** What the runs of one configuration took together. */
export interface ConfigurationFigures extends Configuration {
  readonly name: string;
  readonly wallSeconds: Spread;
  readonly cpuSeconds: Spread;
  readonly peakMemoryBytes: Spread;
  /** Most memory of one render, in bytes. */
  readonly renderPeakBytes: number;
  /** Variants that the median run makes in a minute. */
  readonly variantsPerMinute: number;
  /** Times as fast as one worker with as many threads, by medians; `null` where that was not measured. */
  readonly speedUp: number | null;
  /** Seconds that no arrangement of the same work can beat: median processor time / cores. */
  readonly limitSeconds: number;
  /** Median wall clock / limit: 1 is perfect. */
  readonly overLimit: number;
}

/** What a baseline took, and how it compares. */
export interface BaselineFigures {
  readonly name: BaselineName;
  readonly title: string;
  /** Why it was not run; `null` where it was. */
  readonly unavailable: string | null;
  /** Wall clock of the whole work; extrapolated where `shareDone` is below 1; `null` where it was not run. */
  readonly wallSeconds: number | null;
  /** Processor time of the whole work, likewise. */
  readonly cpuSeconds: number | null;
  readonly shareDone: number | null;
  /** Wall clock of the recommended configuration / that of the baseline: below 1 is faster than the baseline. */
  readonly oursOverBaseline: number | null;
}
