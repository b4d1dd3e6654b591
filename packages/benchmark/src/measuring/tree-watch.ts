import { setTimeout as delay } from 'node:timers/promises';
import { processSampler } from '@variegate/scheduler';

/** Samples the memory of this process and everything below it until it is disposed of. */
export class TreeWatch implements AsyncDisposable {
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
