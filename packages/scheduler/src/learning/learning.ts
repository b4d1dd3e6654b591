import { policy } from '../policy.ts';

/** What measured peaks teach about estimates, class by class. */
export interface Learning {
  /** The 95th percentile of peak / estimate in that class; 0 while nothing is known. */
  correction(className: string): number;
  /** Takes in one task that ended well: its measured peak divided by its estimate, > 0. */
  record(className: string, ratio: number): void;
}

/** The ratios of every class, oldest first. */
export type LearnedRatios = ReadonlyMap<string, readonly number[]>;

/** Learning that lives in memory. */
export class MemoryLearning implements Learning {
  readonly #ratios = new Map<string, number[]>();
  readonly #corrections = new Map<string, number>();

  constructor(known: LearnedRatios = new Map()) {
    for (const [className, ratios] of known)
      this.#ratios.set(className, ratios.slice(-policy.learnedSamples));
  }

  /** Everything learnt so far; the class that was taught last comes last. */
  get ratios(): LearnedRatios {
    return this.#ratios;
  }

  correction(className: string): number {
    const known = this.#corrections.get(className);
    if (known !== undefined) return known;
    const correction = percentile(this.#ratios.get(className) ?? [], policy.learnedPercentile);
    this.#corrections.set(className, correction);
    return correction;
  }

  record(className: string, ratio: number): void {
    if (!Number.isFinite(ratio) || ratio <= 0) return;
    const ratios = this.#ratios.get(className) ?? [];
    ratios.push(Number(ratio.toFixed(4)));
    if (ratios.length > policy.learnedSamples) ratios.shift();
    this.#ratios.delete(className);
    this.#ratios.set(className, ratios);
    this.#corrections.delete(className);
    if (this.#ratios.size > policy.learnedClasses) this.#forgetOldest();
  }

  #forgetOldest(): void {
    const [oldest] = this.#ratios.keys();
    if (oldest === undefined) return;
    this.#ratios.delete(oldest);
    this.#corrections.delete(oldest);
  }
}

/** The nearest-rank percentile; 0 of nothing. */
function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return 0;
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
}
