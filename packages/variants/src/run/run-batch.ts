import type { Ffmpeg } from '@variegate/runner';
import type { AssetLibrary } from '../assets/asset-library.ts';
import { InputsUnusableError } from '../errors.ts';
import { openRunFolder } from '../folder/open-run-folder.ts';
import { outputFolderAt } from '../folder/output-folder.ts';
import type { SharedOptions } from '../options/batch-options.ts';
import type { RunOptions } from '../options/run-options.ts';
import type { PlannedInput, RefusedInput } from '../planning/planned-input.ts';
import type { ResolvedInput } from '../planning/resolve-inputs.ts';
import type { SlotsByRole } from '../planning/variant-slot.ts';
import { writeResults } from '../results/write-results.ts';
import type { Summary } from '../summary/summary.ts';
import { Bookkeeper } from './bookkeeper.ts';
import { DiskFloor } from './disk-floor.ts';
import { EventStream } from './event-stream.ts';
import { InputGuard } from './input-guard.ts';
import { renderAll } from './render-all.ts';
import { openRenderPool, type RenderPool } from './render-pool.ts';
import { RunClock } from './run-clock.ts';
import type { EncoderSubstitution } from './settle-encoder.ts';
import { Stopping } from './stopping.ts';
import { describeSurroundings } from './surroundings.ts';
import { Tally } from './tally.ts';
import { tellAdmission } from './tell-admission.ts';

/** What a run is asked to do, checked. */
export interface BatchRequest {
  readonly inputs: readonly ResolvedInput[];
  readonly ffmpeg: Ffmpeg;
  readonly options: RunOptions;
  /** That the settings' encoder is not the one that was asked for. @default null */
  readonly substitution?: EncoderSubstitution | null;
  /** Where second media are. @default the generated set alone */
  readonly assets?: AssetLibrary | undefined;
  /** Plans the inputs, in their order, until the signal is aborted. */
  readonly plan: (signal: AbortSignal) => AsyncGenerator<PlannedInput>;
  /** The variants that each input is to have. */
  readonly slots: SlotsByRole;
  readonly hooks: RunHooks;
  /** Where renders wait, borrowed from whoever runs several batches. @default one of the run's own */
  readonly pool?: RenderPool | undefined;
}

/** Who wants to know of a run, and who may stop it. */
export type RunHooks = Pick<SharedOptions, 'onEvent' | 'onProgress' | 'drainSignal' | 'signal'>;

/**
 * Makes every variant of every input in one pool: plan, render, fold into results. What is held in memory does not grow
 * with the number of inputs, but for their paths. Nothing is created before an input has proved usable.
 *
 * @throws {VARIANTS_INPUTS_UNUSABLE} when no input is usable.
 * @throws {VARIANTS_OUTPUT_FOLDER_UNUSABLE} when the output folder cannot be made or written to.
 * @throws {VARIANTS_OUTPUT_FOLDER_BUSY} when another process works in it.
 */
export async function runBatch(request: BatchRequest): Promise<Summary> {
  if (request.pool !== undefined) return runInPool(request, request.pool);
  await using pool = await openRenderPool({ ...request.options, ffmpeg: request.ffmpeg });
  return await runInPool(request, pool);
}

async function runInPool(
  { inputs, ffmpeg, options, substitution = null, assets, plan, slots, hooks }: BatchRequest,
  { queue, workers }: RenderPool,
): Promise<Summary> {
  const clock = await RunClock.start();
  const folder = outputFolderAt(options.outDir);
  const stopping = new Stopping(hooks.drainSignal, hooks.signal);
  const planned = plan(stopping.draining);
  const beginning = await untilUsable(planned);

  await using opened = await openRunFolder(folder);
  const { batchId, drawing } = options;
  const name = { batchId, outDir: folder.path, strategy: drawing.strategy, seed: drawing.seed };
  const requested = countRequested(inputs, slots);
  const events = new EventStream(hooks);
  const book = new Bookkeeper(new Tally(requested), events, opened.journal);
  const size = { level: drawing.level, inputs: inputs.length, requested, workers };
  await book.record({ type: 'batch-planned', ...name, ...size });
  if (substitution !== null) await book.record({ type: 'encoder-unavailable', ...substitution });

  using admission = tellAdmission(queue, events);
  await renderAll({
    inputs,
    planned: inSequence(beginning, planned),
    slots,
    list: opened.planned,
    book,
    context: {
      ...{ folder, ffmpeg, queue, events, stopping, options, assets },
      guard: new InputGuard(inputs.map(input => input.path)),
      floor: new DiskFloor(folder.path, options.minFreeBytes, { onLow: admission.tellDiskLow }),
      onRenderCpu: seconds => book.tally.addRenderCpu(seconds),
    },
    window: Math.max(64, 4 * workers),
  });

  const { variants, variantsOmitted, ...totals } = book.tally.totals();
  const { startedAt, finishedAt, ...times } = await clock.read(totals.renderCpuSeconds);
  const peakMemoryBytes = Math.max(totals.peakMemoryBytes, queue.status.peakUsedBytes);
  const figures = { ...name, ...totals, ...times, peakMemoryBytes, workers };
  await writeResults({
    folder,
    options: { ...drawing, settings: options.settings },
    entries: () => opened.planned.entries(),
    run: { startedAt, finishedAt, ...figures, ...describeSurroundings(ffmpeg) },
  }).catch(cause => book.noteResultsFailure(cause));

  return await book.conclude({
    ...figures,
    ...(variants === undefined ? { variantsOmitted: variantsOmitted ?? 0 } : { variants }),
    duplicates: inputs.flatMap(input =>
      input.kind === 'duplicate' ? [{ source: input.path, duplicateOf: input.duplicateOf }] : [],
    ),
  });
}

/**
 * Reads on until an input is usable, so that a hopeless request creates nothing.
 *
 * @throws {VARIANTS_INPUTS_UNUSABLE} when none is.
 */
export async function untilUsable(planned: AsyncGenerator<PlannedInput>): Promise<readonly PlannedInput[]> {
  const seen: PlannedInput[] = [];
  for (;;) {
    const next = await planned.next();
    if (next.done) throw noneUsable(seen);
    seen.push(next.value);
    if (next.value.kind === 'planned' && next.value.source.role === 'reference') return seen;
  }
}

function noneUsable(seen: readonly PlannedInput[]): InputsUnusableError {
  const refused = seen.filter((input): input is RefusedInput => input.kind === 'refused');
  const [first] = refused;
  const others = refused.length > 1 ? ` The other ${refused.length - 1} inputs cannot be used either.` : '';
  return new InputsUnusableError(`${first?.error.message ?? 'There are no inputs.'}${others}`);
}

async function* inSequence<Item>(first: readonly Item[], rest: AsyncIterable<Item>): AsyncGenerator<Item> {
  yield* first;
  yield* rest;
}

/** How many variants a run is asked for. */
export function countRequested(inputs: readonly ResolvedInput[], slots: SlotsByRole): number {
  return inputs.reduce(
    (sum, input) => sum + (input.kind === 'duplicate' ? 0 : slots[input.role ?? 'reference'].length),
    0,
  );
}
