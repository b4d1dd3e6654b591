import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** How a process's memory goes from nothing to its peak. */
export type MemoryShape = 'ramp' | 'step' | 'late-step' | 'sawtooth';

/** A job of a simulated batch: what is true of it, and what its owner believes. */
export interface SimulatedJob {
  readonly peakBytes: number;
  readonly estimateBytes: number;
  readonly durationMs: number;
  readonly expectedSeconds: number;
  readonly shape: MemoryShape;
  readonly group: string;
  readonly className: string;
  readonly priority: number;
  readonly arrivesAtMs: number;
}

/** A batch and the machine it runs on. */
export interface Workload {
  readonly slots: number;
  /** Where the kernel begins to kill. */
  readonly limitBytes: number;
  /** What the queue may set aside: 0.8 of the limit. */
  readonly budgetBytes: number;
  readonly jobs: readonly SimulatedJob[];
}

/** What kind of batch to make up. */
export interface WorkloadOptions {
  readonly seed: number;
  /** Which of the two runs out first. */
  readonly bound: 'cpu' | 'memory';
  /** How many jobs; between 50 and 500 if not said. */
  readonly jobs?: number;
  /** Share of jobs that no machine of this size can hold. @default 0.01 */
  readonly tooLargeShare?: number;
}

const shapes: readonly MemoryShape[] = ['ramp', 'ramp', 'step', 'late-step', 'sawtooth'];
const gibibyte = 2 ** 30;

/** Makes up a batch; the same seed makes the same one. */
export function makeWorkload(options: WorkloadOptions): Workload {
  // Neighbouring seeds would begin alike without the multiplication.
  const generator = xoroshiro128plus(Math.imul(options.seed + 1, 0x9e3779b1));
  const between = (from: number, to: number): number => from + uniformFloat64(generator) * (to - from);
  const oneOf = <T>(items: readonly T[]): T => items[Math.floor(between(0, items.length))] as T;

  const slots = oneOf([4, 8, 16, 32]);
  const limitBytes = 16 * gibibyte;
  const budgetBytes = 0.8 * limitBytes;
  const count = options.jobs ?? Math.floor(between(50, 501));
  // With every core busy a CPU-bound batch reserves half the budget, a memory-bound one twice of it.
  const share = (options.bound === 'cpu' ? 0.5 : 2) / slots;
  const arrivals = oneOf(['at once', 'at once', 'one by one']);
  const groups = oneOf([1, 3, 20]);
  const jobs = Array.from({ length: count }, (_, index): SimulatedJob => {
    const tooLarge = uniformFloat64(generator) < (options.tooLargeShare ?? 0.01);
    const usualBytes = Math.min(0.75 * limitBytes, share * budgetBytes * between(0.3, 1.5)) / 1.3;
    const peakBytes = Math.round(tooLarge ? limitBytes * between(1.1, 2) : usualBytes);
    const durationMs = Math.round(4_000 * 30 ** between(0, 1));
    return {
      peakBytes,
      estimateBytes: Math.round(usualBytes * between(0.6, 1.6)),
      durationMs,
      expectedSeconds: (durationMs / 1_000) * between(0.7, 1.4),
      shape: oneOf(shapes),
      group: `file ${Math.floor(between(0, groups))}`,
      className: oneOf(['720p', '1080p']),
      priority: uniformFloat64(generator) < 0.1 ? 1 : 0,
      arrivesAtMs: arrivals === 'at once' ? 0 : index * 500,
    };
  });
  return { slots, limitBytes, budgetBytes, jobs };
}

/** The same batch, but its owner knows every true peak. */
export function withTruePeaks(workload: Workload): Workload {
  return { ...workload, jobs: workload.jobs.map(job => ({ ...job, estimateBytes: job.peakBytes })) };
}
