import type { EventStream, UntimedEvent } from '../events/event-stream.ts';
import type { Summary, VariantResult } from '../events/summary.ts';
import type { VariegateEvent } from '../events/variegate-event.ts';
import type { VariantJob } from '../job/variant-job.ts';
import type { Journal } from '../records/journal.ts';
import { asVariantError } from '../records/variant-error.ts';
import type { VariantError } from '../records/variant-record.ts';
import { reference } from './make-variant.ts';
import type { Tally, VariantPlace } from './tally.ts';

/** Records what happens in a run: counts it, reports it, and writes what changed the folder into the journal. */
export class RunRecorder {
  readonly tally: Tally;
  readonly #events: EventStream;
  readonly #journal: Journal;
  #resultsError: VariantError | null = null;

  constructor(tally: Tally, events: EventStream, journal: Journal) {
    this.tally = tally;
    this.#events = events;
    this.#journal = journal;
  }

  /** The first reason why journal, manifest or ground truth is not up to date; `null` while there is none. */
  get resultsError(): VariantError | null {
    return this.#resultsError;
  }

  /** Remembers that results could not be written. The variants themselves are not affected. */
  noteResultsFailure(cause: unknown): void {
    const { message, retry } = asVariantError(cause);
    this.#resultsError ??= {
      code: 'VARIANTS_RESULTS_UNWRITTEN',
      message: `The manifest, the ground truth or the journal could not be written: ${message}`,
      retry,
    };
  }

  /** Reports an event and keeps it in the journal. */
  async record(event: UntimedEvent): Promise<void> {
    await this.#keep(this.#events.emit(event));
  }

  /** Records the end of a variant, once. */
  async finishVariant(place: VariantPlace, result: VariantResult, job: VariantJob | null): Promise<void> {
    this.tally.add(place, result);
    const event = endEvent(result, job);
    if (event === null) return;
    const reported = this.#events.emit(event);
    // A skipped variant changed nothing, so the journal need not grow with every run.
    if (reported.type !== 'variant-skipped' || reported.renamedFrom !== undefined) await this.#keep(reported);
  }

  /** Ends the run: reports the summary, and keeps it in the journal without the list of variants. */
  async finish(summary: Omit<Summary, 'resultsError'>): Promise<Summary> {
    const { variants: _, ...brief } = summary;
    const ending = { ...brief, type: 'summary', at: new Date().toISOString() } as const;
    await this.#keep({ ...ending, resultsError: this.#resultsError });
    const whole = { ...summary, resultsError: this.#resultsError };
    this.#events.emit({ type: 'summary', ...whole });
    return whole;
  }

  async #keep(event: VariegateEvent): Promise<void> {
    await this.#journal.append(event).catch(cause => this.noteResultsFailure(cause));
  }
}

/** The event that reports the end of a variant; `null` where there is none to report. */
export function endEvent(result: VariantResult, job: VariantJob | null): UntimedEvent | null {
  const { id, kind, index, series, source, attempts, error } = result;
  const named = series === undefined ? {} : { series };
  if (result.status === 'failed' && error !== null) {
    return { type: 'variant-failed', id, kind, index, ...named, source, attempts, error };
  }
  if (job === null || result.bytes === null) return null;
  const { bytes, processingSeconds, renderCpuSeconds, peakMemoryBytes, similarity, renamedFrom } = result;
  const variant = { ...reference(job), output: result.output ?? job.output };
  switch (result.status) {
    case 'skipped':
      return {
        ...{ type: 'variant-skipped', ...variant, bytes },
        ...(renamedFrom === undefined ? {} : { renamedFrom }),
      };
    case 'succeeded': {
      const made = { bytes, processingSeconds, renderCpuSeconds, peakMemoryBytes, attempts, similarity };
      const { plan, recipe } = job;
      const { target, targetMet, searchCpuSeconds } = result;
      const drawn = {
        ...{ level: plan.level, ...(recipe === undefined ? {} : { recipe }) },
        ...(target === undefined ? {} : { target }),
        ...(targetMet === undefined ? {} : { targetMet }),
        ...(searchCpuSeconds === undefined ? {} : { searchCpuSeconds }),
      };
      return { type: 'variant-succeeded', ...variant, ...drawn, ...made };
    }
    case 'failed':
    case 'cancelled':
      return null;
  }
}
