import { EventStream, type Listeners } from '../events/event-stream.ts';
import type { Summary } from '../events/summary.ts';
import { outputFolderAt } from '../folder/output-folder.ts';
import { RunClock } from '../machine/run-clock.ts';
import { openRunFolder } from '../results/open-run-folder.ts';
import { reportAdmission } from './admission-reporter.ts';
import type { BatchContext } from './batch-context.ts';
import { BatchRun } from './batch-run.ts';
import { DiskFloor } from './disk-floor.ts';
import { duplicatesOf, finishBatch } from './finish.ts';
import type { Host } from './host.ts';
import { InputGuard } from './input-guard.ts';
import { openingEvents } from './opening-events.ts';
import { planInputs } from './plan.ts';
import { inPlanningOrder } from './planning-order.ts';
import type { PreparedBatch } from './prepared-batch.ts';
import { RunRecorder } from './run-recorder.ts';
import { ShutdownSignals } from './shutdown-signals.ts';
import { Tally } from './tally.ts';
import { untilUsable } from './until-usable.ts';

/** Who wants to know of a run, and who may stop it. */
export interface RunHooks extends Listeners {
  readonly drainSignal?: AbortSignal | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes every variant of a prepared batch in this process: plan, make, finish. What is held in memory does not grow with
 * the number of inputs, but for their paths. Nothing is created before an input has proved usable.
 *
 * @throws {VARIANTS_INPUTS_UNUSABLE} when no input is usable.
 * @throws {VARIANTS_OUTPUT_FOLDER_UNUSABLE} when the output folder cannot be made or written to.
 * @throws {VARIANTS_OUTPUT_FOLDER_BUSY} when another process works in it.
 */
export async function runBatch(prepared: PreparedBatch, host: Host, hooks: RunHooks): Promise<Summary> {
  const { options, inputs, requested, assets, runId } = prepared;
  const clock = await RunClock.start();
  const folder = outputFolderAt(options.outDir);
  const shutdown = new ShutdownSignals(hooks.drainSignal, hooks.signal);
  const ordered = inPlanningOrder(inputs).map(({ input }) => input);
  const events = new EventStream(hooks);
  const planning = { events, signal: shutdown.draining };
  const planned = await untilUsable(planInputs(ordered, prepared, host, planning));

  await using opened = await openRunFolder(folder, options);
  const recorder = new RunRecorder(new Tally(requested), events, opened.journal);
  const opening = { ...prepared, inputs: inputs.length };
  for (const event of openingEvents(opening, host)) await recorder.record(event);

  using admission = reportAdmission(host.queue, events);
  const context: BatchContext = {
    ...{ host, runId, options, folder, assets, events, shutdown },
    floor: new DiskFloor(folder.path, options.minFreeBytes, { onLow: admission.reportDiskLow }),
    guard: new InputGuard(inputs.map(input => input.path)),
  };
  const run = new BatchRun(prepared, context, recorder, opened.planned);
  await run.makeAll(planned, Math.max(64, 4 * host.workers));

  const times = await clock.read(recorder.tally.renderCpuSeconds);
  const duplicates = duplicatesOf(inputs);
  return await finishBatch({ options, planned: opened.planned, recorder, duplicates, times }, host);
}
