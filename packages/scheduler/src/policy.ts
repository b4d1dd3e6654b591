/**
 * Every number the queue acts on, in one place. Where each of them comes from is recorded in
 * `docs/adr/0005-scheduler-numbers.md`; a test keeps that table and this file in step.
 */
export const policy = {
  /** A first reservation is at least this many times the estimate. */
  estimateFactor: 1.2,
  /** A reservation whose peak has stopped rising is this many times the peak. */
  steadyFactor: 1.1,
  /** How long a peak must not have risen before it counts as steady, in milliseconds. */
  steadyMs: 3_000,
  /** A peak has risen when it exceeds the last one that counted by this factor. */
  riseFactor: 1.02,
  /** How long others may start past a task that does not fit yet, in milliseconds. */
  backfillMs: 120_000,
  /** How many waiting tasks that do not fit one admission considers before it stops. */
  lookAhead: 32,
  /** Once the task that waits longest has waited past `backfillMs`, every such start goes to it. */
  eldestEvery: 8,
  /** Starts in all that a task gets when memory ends it. */
  maxStarts: 3,
  /** After a death by memory, the next reservation is this many times what the last one reached. */
  deathFactor: 1.5,
  /** Least time between two evictions, in milliseconds. */
  evictionCooldownMs: 2_000,
  /** Share of the memory limit in real use at which nothing more is started. */
  memoryHoldAt: 0.85,
  /** Share of the memory limit below which starts continue. */
  memoryReleaseBelow: 0.75,
  /** Share of the memory limit at which the youngest task is evicted. */
  memoryEvictAt: 0.92,
  /** Memory pressure (PSI, `some avg10`, in percent of time) at which nothing more is started. */
  pressureHoldAt: 10,
  /** Memory pressure below which starts continue, in percent of time. */
  pressureReleaseBelow: 5,
  /** Share of usable memory that a queue takes by default. */
  memoryLimit: 0.8,
  /** How often a task's processes are measured where that is cheap (Linux), in milliseconds. */
  sampleMs: 250,
  /** How often in its first `youngMs`, in milliseconds. */
  youngSampleMs: 100,
  /** How long a task counts as young, in milliseconds. */
  youngMs: 3_000,
  /** How often where measuring starts a process (macOS, Windows), in milliseconds. */
  costlySampleMs: 2_000,
  /** How often load signals and the budget are read while there is work, in milliseconds. */
  readingMs: 1_000,
  /** The percentile of peak / estimate that corrects later estimates. */
  learnedPercentile: 0.95,
  /** Ratios kept per class; older ones are forgotten. */
  learnedSamples: 200,
  /** Classes kept; the one longest without a new ratio is forgotten first. */
  learnedClasses: 500,
} as const;
