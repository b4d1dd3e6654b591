import type { BenchmarkRun, BenchmarkSummary } from './summary.ts';

/** Everything that a benchmark reports while it runs, one object per line in the command's `--json` output. */
export type BenchEvent =
  | BenchPlannedEvent
  | BenchWarmedUpEvent
  | MachineBusyEvent
  | BenchRunEvent
  | BenchSummaryEvent;

interface EventBase {
  /** When it happened, ISO 8601. */
  readonly at: string;
}

/** The benchmark knows what it will do. Comes first. */
export interface BenchPlannedEvent extends EventBase {
  readonly type: 'bench-planned';
  /** Names of the configurations. */
  readonly configurations: readonly string[];
  /** Names of the baselines. */
  readonly baselines: readonly string[];
  /** Runs in all, the warm-up left out. */
  readonly runs: number;
  /** Variants in each. */
  readonly variants: number;
}

/** The run that does not count is over. */
export interface BenchWarmedUpEvent extends EventBase {
  readonly type: 'bench-warmed-up';
  readonly wallSeconds: number;
}

/** Other programs keep the machine at work, before the benchmark or during a run of it. */
export interface MachineBusyEvent extends EventBase {
  readonly type: 'machine-busy';
  /** Cores that others keep at work. */
  readonly busyCores: number;
  readonly message: string;
}

/** A run is over. */
export interface BenchRunEvent extends EventBase, BenchmarkRun {
  readonly type: 'bench-run';
}

/** The end. Comes last. */
export interface BenchSummaryEvent extends EventBase, BenchmarkSummary {
  readonly type: 'summary';
}

/** An event without what is filled in when it is reported. */
export type Unreported<Event> = Event extends unknown ? Omit<Event, 'at'> : never;
