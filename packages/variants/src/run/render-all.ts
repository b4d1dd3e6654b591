import type { PlannedInput, PlannedJobs } from '../planning/planned-input.ts';
import type { ResolvedInput } from '../planning/resolve-inputs.ts';
import type { VariantJob } from '../planning/variant-job.ts';
import type { SlotsByRole, VariantSlot } from '../planning/variant-slot.ts';
import type { VariantError } from '../records/variant-record.ts';
import type { PlannedEntry, PlannedList } from '../results/planned-list.ts';
import type { Bookkeeper } from './bookkeeper.ts';
import { interleave } from './interleave.ts';
import { type RunContext, runVariant } from './run-variant.ts';
import { emptyResult } from './variant-results.ts';

/** What rendering all variants takes. */
export interface RenderAllOptions {
  readonly inputs: readonly ResolvedInput[];
  /** The inputs after planning, in the same order. */
  readonly planned: AsyncIterable<PlannedInput>;
  /** The variants that each input is to have. */
  readonly slots: SlotsByRole;
  readonly list: PlannedList;
  readonly book: Bookkeeper;
  readonly context: RunContext;
  /** Most variants that are begun and not yet settled: those that run, and a choice of those to run next. */
  readonly window: number;
}

/** Inputs whose variants take turns, so that a file with many does not hold up those after it. */
const inputsAtOnce = 16;

interface Turn {
  readonly inputIndex: number;
  readonly job: VariantJob;
}

/** Settles every variant of every input: rendered, there already, failed, or cancelled where the run stops early. */
export async function renderAll(options: RenderAllOptions): Promise<void> {
  const { inputs, planned, context, window } = options;
  const { draining } = context.stopping;
  const active = new Set<Promise<void>>();
  let reached = 0;
  async function* rows(): AsyncGenerator<AsyncIterable<Turn>> {
    for await (const input of planned) yield turnsOf(input, reached++, options);
  }
  try {
    for await (const turn of interleave(rows(), inputsAtOnce)) {
      if (active.size >= window) await Promise.race(active);
      const settled = settle(turn, options).finally(() => active.delete(settled));
      active.add(settled);
      if (draining.aborted) break;
    }
  } catch (error) {
    if (!draining.aborted) {
      context.stopping.kill(error);
      throw error;
    }
  } finally {
    await Promise.all(active);
  }
  for (; reached < inputs.length; reached += 1) await leaveOut(reached, options);
}

/** The jobs of an input, one by one; an input without any is told at once. */
async function* turnsOf(
  input: PlannedInput,
  inputIndex: number,
  options: RenderAllOptions,
): AsyncGenerator<Turn> {
  if (input.kind === 'planned') {
    yield* jobTurns(input, inputIndex, options);
    return;
  }
  await enlist(input, inputIndex, options);
  if (input.kind === 'refused') await refuse(input, inputIndex, options);
}

async function* jobTurns(
  { source, jobs }: PlannedJobs,
  inputIndex: number,
  options: RenderAllOptions,
): AsyncGenerator<Turn> {
  const ids: string[] = [];
  try {
    for await (const job of jobs) {
      ids.push(job.id);
      yield { inputIndex, job };
    }
  } finally {
    await enlist({ kind: 'planned', source, ids }, inputIndex, options);
    const left = slotsOf(inputIndex, options).slice(ids.length);
    await cancel(left, source.path, inputIndex, options);
  }
}

async function enlist(
  entry: PlannedEntry,
  inputIndex: number,
  { list, book }: RenderAllOptions,
): Promise<void> {
  await list.add(entry, inputIndex).catch(cause => book.noteResultsFailure(cause));
}

async function settle({ inputIndex, job }: Turn, { book, context }: RenderAllOptions): Promise<void> {
  const result = await runVariant(job, context);
  await book.settle({ inputIndex, kind: job.kind, index: job.index }, result, job);
  if (result.status === 'failed') stopIfAsked(context);
}

async function refuse(
  { path, error }: { readonly path: string; readonly error: VariantError },
  inputIndex: number,
  options: RenderAllOptions,
): Promise<void> {
  const { book, context } = options;
  await book.record({ type: 'input-unusable', source: path, error });
  for (const slot of slotsOf(inputIndex, options)) {
    const result = emptyResult('failed', { id: null, ...slot, source: path }, error);
    await book.settle({ inputIndex, ...slot }, result, null);
  }
  stopIfAsked(context);
}

async function cancel(
  slots: readonly VariantSlot[],
  source: string,
  inputIndex: number,
  { book }: RenderAllOptions,
): Promise<void> {
  for (const slot of slots) {
    const result = emptyResult('cancelled', { id: null, ...slot, source }, null);
    await book.settle({ inputIndex, ...slot }, result, null);
  }
}

/** What becomes of an input whose turn did not come. */
async function leaveOut(inputIndex: number, options: RenderAllOptions): Promise<void> {
  const input = options.inputs[inputIndex];
  switch (input?.kind) {
    case 'unusable':
      return refuse(input, inputIndex, options);
    case 'source':
      return cancel(slotsOf(inputIndex, options), input.path, inputIndex, options);
    case 'duplicate':
    case undefined:
  }
}

function slotsOf(inputIndex: number, { inputs, slots }: RenderAllOptions): readonly VariantSlot[] {
  const input = inputs[inputIndex];
  return input === undefined || input.kind === 'duplicate' ? [] : slots[input.role ?? 'reference'];
}

function stopIfAsked({ options, stopping }: RunContext): void {
  if (options.failFast)
    stopping.kill(new Error('A variant has failed, and the run was to stop at the first one.'));
}
