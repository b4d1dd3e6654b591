import { maxListedVariants, type Summary, type VariantResult } from '../events/summary.ts';
import type { VariantJob } from '../job/variant-job.ts';
import { comparePlaces, type VariantKind } from '../job/variant-slot.ts';
import { roundSeconds } from '../records/round-seconds.ts';

/** Where a variant stands in a run: the place of its source among the inputs, its kind, its series and its number. */
export interface VariantPlace {
  /** From 0. */
  readonly inputIndex: number;
  readonly kind: VariantKind;
  /** From 1. */
  readonly index: number;
  /** Absent where the run has one. */
  readonly series?: string;
}

/** Where the variant of a job stands. */
export function placeOf({ kind, index, series }: VariantJob, inputIndex: number): VariantPlace {
  return { inputIndex, kind, index, ...(series === undefined ? {} : { series }) };
}

/** Counts the results of the variants, and keeps the list of them as long as it is short. */
export class Tally {
  readonly #requested: number;
  readonly #listed: boolean;
  readonly #rows = new Map<VariantPlace, VariantResult>();
  readonly #counts = { succeeded: 0, failed: 0, skipped: 0, cancelled: 0 };
  #renamed = 0;
  #renderCpuSeconds = 0;
  #peakMemoryBytes = 0;
  /** Of those with a target; `null` while there are none. */
  #targetsMissed: number | null = null;
  #searchCpuSeconds: number | null = null;

  constructor(requested: number) {
    this.#requested = requested;
    this.#listed = requested <= maxListedVariants;
  }

  /** Adds a variant, once. */
  add(place: VariantPlace, result: VariantResult): void {
    this.#counts[result.status] += 1;
    if (result.renamedFrom !== undefined) this.#renamed += 1;
    this.#peakMemoryBytes = Math.max(this.#peakMemoryBytes, result.peakMemoryBytes ?? 0);
    if (result.targetMet !== undefined)
      this.#targetsMissed = (this.#targetsMissed ?? 0) + (result.targetMet ? 0 : 1);
    if (result.searchCpuSeconds !== undefined)
      this.#searchCpuSeconds = (this.#searchCpuSeconds ?? 0) + result.searchCpuSeconds;
    if (this.#listed) this.#rows.set(place, result);
  }

  /** Adds the processor time of a render, finished or not, in seconds. */
  addRenderCpu(seconds: number): void {
    this.#renderCpuSeconds += seconds;
  }

  /** Processor time of the renders so far, in seconds. */
  get renderCpuSeconds(): number {
    return this.#renderCpuSeconds;
  }

  /** The part of a summary that follows from the variants. */
  totals(): VariantTotals {
    const inOrder = [...this.#rows].sort(([a], [b]) => a.inputIndex - b.inputIndex || comparePlaces(a, b));
    return {
      requested: this.#requested,
      ...this.#counts,
      renamed: this.#renamed,
      ...(this.#targetsMissed === null ? {} : { targetsMissed: this.#targetsMissed }),
      ...(this.#searchCpuSeconds === null ? {} : { searchCpuSeconds: roundSeconds(this.#searchCpuSeconds) }),
      renderCpuSeconds: roundSeconds(this.#renderCpuSeconds),
      peakMemoryBytes: this.#peakMemoryBytes,
      ...(this.#listed
        ? { variants: inOrder.map(([, result]) => result) }
        : { variantsOmitted: this.#requested }),
    };
  }
}

/** See {@link Summary}. */
export type VariantTotals = Pick<
  Summary,
  | 'requested'
  | 'succeeded'
  | 'failed'
  | 'skipped'
  | 'renamed'
  | 'cancelled'
  | 'targetsMissed'
  | 'renderCpuSeconds'
  | 'searchCpuSeconds'
  | 'peakMemoryBytes'
  | 'variants'
  | 'variantsOmitted'
>;
