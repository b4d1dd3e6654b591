import { setTimeout as delay } from 'node:timers/promises';
import type { VariantResult } from '../events/summary.ts';
import type { VariantJob } from '../job/variant-job.ts';
import type { VariantSlot } from '../job/variant-slot.ts';
import type { PlannedEntry, PlannedList } from '../results/planned-list.ts';
import type { BatchContext } from './batch-context.ts';
import { interleave } from './interleave.ts';
import { LargeRenders } from './large-renders.ts';
import { makeVariant, retryEvent, type VariantAttempt } from './make-variant.ts';
import type { PlannedInput, PlannedJobs, RefusedInput } from './plan.ts';
import { inPlanningOrder } from './planning-order.ts';
import type { PreparedBatch } from './prepared-batch.ts';
import type { RunRecorder } from './run-recorder.ts';
import { slotsOfInput } from './slots-of-input.ts';
import { placeOf } from './tally.ts';
import { emptyResult, unpublishedResult } from './variant-results.ts';

/** Inputs whose variants take turns, so that a file with many does not hold up those after it. */
const inputsAtOnce = 16;

/** A job that is due, and the place of its source among the inputs. */
interface DueJob {
  readonly inputIndex: number;
  readonly job: VariantJob;
}

/** Drives every variant of a batch to its end: published, failed, or cancelled where the run stops early. */
export class BatchRun {
  readonly #prepared: Pick<PreparedBatch, 'inputs' | 'slots'>;
  readonly #context: BatchContext;
  readonly #recorder: RunRecorder;
  readonly #list: PlannedList;
  readonly #large: LargeRenders;

  constructor(
    prepared: Pick<PreparedBatch, 'inputs' | 'slots'>,
    context: BatchContext,
    recorder: RunRecorder,
    list: PlannedList,
  ) {
    this.#prepared = prepared;
    this.#context = context;
    this.#recorder = recorder;
    this.#list = list;
    this.#large = new LargeRenders(context.host.memory);
  }

  /**
   * @param planned - in the order of `inPlanningOrder`
   * @param window - most variants under way: those that run, and a choice of those to run next
   */
  async makeAll(planned: AsyncIterable<PlannedInput>, window: number): Promise<void> {
    const { shutdown, events } = this.#context;
    const active = new Set<Promise<void>>();
    const places = inPlanningOrder(this.#prepared.inputs).map(({ place }) => place);
    let reached = 0;
    const rows = async function* (this: BatchRun): AsyncGenerator<AsyncIterable<DueJob>> {
      for await (const input of planned) yield this.#dueJobs(input, places[reached++] ?? 0);
    }.call(this);
    try {
      for await (const due of interleave(rows, inputsAtOnce)) {
        if (active.size >= window) await Promise.race(active);
        const finished = this.#make(due).finally(() => active.delete(finished));
        active.add(finished);
        if (shutdown.draining.aborted) break;
      }
      for (const event of this.#large.events()) events.emit(event);
    } catch (error) {
      if (!shutdown.draining.aborted) {
        shutdown.kill(error);
        throw error;
      }
    } finally {
      await Promise.all(active);
    }
    for (const place of places.slice(reached)) await this.#leaveOut(place);
  }

  /** The jobs of an input, one by one; an input without any is recorded at once. */
  async *#dueJobs(input: PlannedInput, inputIndex: number): AsyncGenerator<DueJob> {
    if (input.kind === 'planned') {
      yield* this.#jobsOf(input, inputIndex);
      return;
    }
    await this.#enlist(input, inputIndex);
    if (input.kind === 'refused') await this.#refuse(input, inputIndex);
  }

  async *#jobsOf({ source, jobs }: PlannedJobs, inputIndex: number): AsyncGenerator<DueJob> {
    const ids: string[] = [];
    try {
      for await (const job of jobs) {
        ids.push(job.id);
        this.#large.add(job);
        yield { inputIndex, job };
      }
    } finally {
      await this.#enlist({ kind: 'planned', source, ids }, inputIndex);
      await this.#cancel(this.#slotsOf(inputIndex).slice(ids.length), source.path, inputIndex);
    }
  }

  async #enlist(entry: PlannedEntry, inputIndex: number): Promise<void> {
    await this.#list.add(entry, inputIndex).catch(cause => this.#recorder.noteResultsFailure(cause));
  }

  async #make({ inputIndex, job: asked }: DueJob): Promise<void> {
    const { job, result } = await this.#attemptUntilDone(asked);
    if (job.id !== asked.id) this.#list.substitute(asked.id, job.id);
    await this.#recorder.finishVariant(placeOf(asked, inputIndex), result, job);
    if (result.status === 'failed') this.#stopIfAsked();
  }

  /** The retries of a run in this process happen here and nowhere else. */
  async #attemptUntilDone(asked: VariantJob): Promise<{ job: VariantJob; result: VariantResult }> {
    const { shutdown, events } = this.#context;
    let failure: VariantResult | null = null;
    for (let attempt: VariantAttempt = { form: 'asked', failures: 0 }; ; ) {
      const outcome = await makeVariant(asked, attempt, this.#context);
      if (outcome.kind === 'stopped') {
        return { job: asked, result: failure ?? unpublishedResult(asked, null, outcome.attempts) };
      }
      this.#recorder.tally.addRenderCpu(outcome.result.renderCpuSeconds ?? 0);
      if (outcome.kind === 'published') return outcome;
      const { next } = outcome;
      // The failure that counts is that of what was asked for.
      if (next.kind !== 'retry') failure ??= outcome.result;
      if (next.kind === 'give-up') return { job: asked, result: failure ?? outcome.result };
      const event = retryEvent(outcome);
      if (event !== null) events.emit(event);
      if (next.kind === 'retry') {
        await delay(next.delayMs, undefined, { signal: shutdown.draining }).catch(() => {});
        attempt = { ...attempt, failures: attempt.failures + 1 };
      } else {
        attempt = { form: next.form, failures: 0 };
      }
    }
  }

  async #refuse({ path, error }: Pick<RefusedInput, 'path' | 'error'>, inputIndex: number): Promise<void> {
    await this.#recorder.record({ type: 'input-unusable', source: path, error });
    for (const slot of this.#slotsOf(inputIndex)) {
      const result = emptyResult('failed', { id: null, ...slot, source: path }, error);
      await this.#recorder.finishVariant({ inputIndex, ...slot }, result, null);
    }
    this.#stopIfAsked();
  }

  async #cancel(slots: readonly VariantSlot[], source: string, inputIndex: number): Promise<void> {
    for (const slot of slots) {
      const result = emptyResult('cancelled', { id: null, ...slot, source }, null);
      await this.#recorder.finishVariant({ inputIndex, ...slot }, result, null);
    }
  }

  /** Ends an input whose turn did not come. */
  async #leaveOut(inputIndex: number): Promise<void> {
    const input = this.#prepared.inputs[inputIndex];
    if (input?.kind === 'unusable') await this.#refuse(input, inputIndex);
    if (input?.kind === 'source') await this.#cancel(this.#slotsOf(inputIndex), input.path, inputIndex);
  }

  #slotsOf(inputIndex: number): readonly VariantSlot[] {
    const { inputs, slots } = this.#prepared;
    return slotsOfInput(inputs[inputIndex], slots);
  }

  #stopIfAsked(): void {
    const { options, shutdown } = this.#context;
    if (options.failFast)
      shutdown.kill(new Error('A variant has failed, and the run stops at the first failure.'));
  }
}
