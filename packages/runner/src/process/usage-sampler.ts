import { type ProcessUsage, readProcessUsage, readProcessUsageNow } from './process-usage.ts';

const periodMs = 250;

/** Samples what a process uses while it runs, where the system shows it (Linux). */
export class UsageSampler implements Disposable {
  readonly #pid: number | undefined;
  readonly #onSample: (usage: ProcessUsage) => void;
  readonly #timer: NodeJS.Timeout;
  #latest: ProcessUsage | null = null;

  /** @param onSample - called for each timed sample, not for those of {@link sampleNow}. */
  constructor(pid: number | undefined, onSample: (usage: ProcessUsage) => void) {
    this.#pid = pid;
    this.#onSample = onSample;
    this.#timer = setInterval(() => void this.#sample(), periodMs);
    this.sampleNow();
  }

  /** The newest sample; `null` where there is none. */
  get latest(): ProcessUsage | null {
    return this.#latest;
  }

  /** Takes a sample at once: in the next moment there may be nothing left to sample. */
  sampleNow(): void {
    if (this.#pid !== undefined) this.#latest = readProcessUsageNow(this.#pid) ?? this.#latest;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  async #sample(): Promise<void> {
    if (this.#pid === undefined) return;
    const usage = await readProcessUsage(this.#pid);
    if (usage === null) return;
    this.#latest = usage;
    this.#onSample(usage);
  }
}
