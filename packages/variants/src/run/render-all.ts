import type { PlannedInput, RefusedInput } from '../planning/planned-input.ts';
import type { ResolvedInput } from '../planning/resolve-inputs.ts';
import type { VariantJob } from '../planning/variant-job.ts';
import type { PlannedList } from '../results/planned-list.ts';
import type { Bookkeeper } from './bookkeeper.ts';
import { type RunContext, runVariant } from './run-variant.ts';
import { emptyResult } from './variant-results.ts';

/** What rendering all variants takes. */
export interface RenderAllOptions {
  readonly inputs: readonly ResolvedInput[];
  /** The inputs after planning, in the same order. */
  readonly planned: AsyncIterable<PlannedInput>;
  readonly list: PlannedList;
  readonly book: Bookkeeper;
  readonly context: RunContext;
  /** Most variants that are begun and not yet settled: those that run, and a choice of those to run next. */
  readonly window: number;
}

/** Settles every variant of every input: rendered, there already, failed, or cancelled where the run stops early. */
export async function renderAll(options: RenderAllOptions): Promise<void> {
  const { inputs, planned, list, book, context, window } = options;
  const { draining } = context.stopping;
  const active = new Set<Promise<void>>();
  let done = 0;
  try {
    for await (const input of planned) {
      await list.add(input).catch(cause => book.noteResultsFailure(cause));
      if (input.kind === 'refused') await refuse(input, done, options);
      for (const job of input.kind === 'planned' ? input.jobs : []) {
        if (active.size >= window) await Promise.race(active);
        const settled = settle(job, done, options).finally(() => active.delete(settled));
        active.add(settled);
      }
      done += 1;
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
  for (const [offset, input] of inputs.slice(done).entries()) await leaveOut(input, done + offset, options);
}

async function settle(
  job: VariantJob,
  inputIndex: number,
  { book, context }: RenderAllOptions,
): Promise<void> {
  const result = await runVariant(job, context);
  await book.settle({ inputIndex, index: job.index }, result, job);
  if (result.status === 'failed') stopIfAsked(context);
}

async function refuse(
  { path, error }: Pick<RefusedInput, 'path' | 'error'>,
  inputIndex: number,
  { book, context }: RenderAllOptions,
): Promise<void> {
  await book.record({ type: 'input-unusable', source: path, error });
  for (let index = 1; index <= context.options.drawing.count; index += 1) {
    const result = emptyResult('failed', { id: null, index, source: path }, error);
    await book.settle({ inputIndex, index }, result, null);
  }
  stopIfAsked(context);
}

/** What becomes of an input whose turn did not come. */
async function leaveOut(input: ResolvedInput, inputIndex: number, options: RenderAllOptions): Promise<void> {
  switch (input.kind) {
    case 'unusable':
      return refuse(input, inputIndex, options);
    case 'duplicate':
      return;
    case 'source':
      for (let index = 1; index <= options.context.options.drawing.count; index += 1) {
        const result = emptyResult('cancelled', { id: null, index, source: input.path }, null);
        await options.book.settle({ inputIndex, index }, result, null);
      }
  }
}

function stopIfAsked({ options, stopping }: RunContext): void {
  if (options.failFast)
    stopping.kill(new Error('A variant has failed, and the run was to stop at the first one.'));
}
