import { setTimeout as delay } from 'node:timers/promises';
import { processSampler } from '@variegate/scheduler';
import { coresOfOthers, machineTime } from './machine-use.ts';

/** What a piece of work took. */
export interface WorkFigures {
  readonly wallSeconds: number;
  /** User and system time, of all processes of the work together. */
  readonly cpuSeconds: number;
  /** Highest sampled sum of this process and everything below it, in bytes. */
  readonly peakMemoryBytes: number;
  /** Cores that other programs kept at work meanwhile, on average. */
  readonly busyCores: number;
}

/** Does a piece of work, which reports its own processor time, and measures the rest from outside. */
export async function measureWork<Outcome extends { readonly cpuSeconds: number }>(
  work: () => Promise<Outcome>,
): Promise<{ readonly outcome: Outcome; readonly figures: WorkFigures }> {
  await using watch = new TreeWatch();
  const before = machineTime();
  const outcome = await work();
  const after = machineTime();
  const { cpuSeconds } = outcome;
  return {
    outcome,
    figures: {
      wallSeconds: rounded((after.atMs - before.atMs) / 1000),
      cpuSeconds: rounded(cpuSeconds),
      peakMemoryBytes: watch.peakBytes,
      busyCores: rounded(coresOfOthers(before, after, cpuSeconds)),
    },
  };
}

/** Milliseconds are as fine as these figures are. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Samples the memory of this process and everything below it until it is disposed of. */
class TreeWatch implements AsyncDisposable {
  /** The highest sum seen so far, in bytes of resident memory; shared pages count once per process. */
  peakBytes = 0;
  readonly #sampler = processSampler();
  readonly #stopped = new AbortController();
  readonly #watching: Promise<void>;

  constructor() {
    this.#watching = this.#watch();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped.abort();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const use = (await this.#sampler.sample([process.pid])).get(process.pid);
      this.peakBytes = Math.max(this.peakBytes, use?.memoryBytes ?? 0);
      await delay(this.#sampler.youngIntervalMs, undefined, { signal }).catch(() => {});
    }
  }
}
