import { EventStream } from '../events/event-stream.ts';
import type { Summary, VariantResult } from '../events/summary.ts';
import { outputFolderAt } from '../folder/output-folder.ts';
import type { VariantJob } from '../job/variant-job.ts';
import { assertFitsMachine } from '../machine/host-memory.ts';
import { RunClock } from '../machine/run-clock.ts';
import { asVariantError } from '../records/variant-error.ts';
import { findPublished } from '../rendering/published-variant.ts';
import { duplicatesOf, summarize } from './finish.ts';
import { capacityOf, type HostOptions, type PlanningHost } from './host.ts';
import { LargeRenders } from './large-renders.ts';
import { reference } from './make-variant.ts';
import { openingEvents } from './opening-events.ts';
import { type PlannedInput, planInputs } from './plan.ts';
import { inPlanningOrder } from './planning-order.ts';
import type { PreparedBatch } from './prepared-batch.ts';
import type { RunHooks } from './run-batch.ts';
import { endEvent } from './run-recorder.ts';
import { ShutdownSignals } from './shutdown-signals.ts';
import { slotsOfInput } from './slots-of-input.ts';
import { Tally } from './tally.ts';
import { untilUsable } from './until-usable.ts';
import { emptyResult, publishedResult, unpublishedResult } from './variant-results.ts';

/**
 * Reports what a run would do: existing variants count as skipped, the others as cancelled, and each of these is reported with
 * its plan and its estimate. Nothing is rendered and nothing is written.
 *
 * @throws {VARIANTS_INPUTS_UNUSABLE} when no input is usable.
 */
export async function previewBatch(
  prepared: PreparedBatch,
  host: PlanningHost,
  hostOptions: HostOptions,
  hooks: RunHooks,
): Promise<Summary> {
  const { options, inputs, requested } = prepared;
  const clock = await RunClock.start();
  const shutdown = new ShutdownSignals(hooks.drainSignal, hooks.signal);
  const ordered = inPlanningOrder(inputs);
  const resolved = ordered.map(({ input }) => input);
  const events = new EventStream(hooks);
  const planning = { events, signal: shutdown.draining };
  const planned = await untilUsable(planInputs(resolved, prepared, host, planning));
  const { workers } = await capacityOf(hostOptions, host.ffmpeg);
  const large = new LargeRenders(host.memory);
  const tally = new Tally(requested);
  for (const event of openingEvents({ ...prepared, inputs: inputs.length }, { ...host, workers })) {
    events.emit(event);
  }
  let reached = 0;
  for await (const input of planned) {
    const inputIndex = ordered[reached++]?.place ?? 0;
    for await (const result of resultsOf(input, inputIndex, prepared, host, { events, large })) {
      shutdown.draining.throwIfAborted();
      const { kind, index, series } = result;
      tally.add({ inputIndex, kind, index, ...(series === undefined ? {} : { series }) }, result);
    }
  }
  for (const event of large.events()) events.emit(event);
  const times = await clock.read(0);
  const duplicates = duplicatesOf(inputs);
  const summary: Summary = {
    ...summarize({ options, tally, times, duplicates, workers }),
    resultsError: null,
  };
  events.emit({ type: 'summary', ...summary });
  return summary;
}

/** Where it is reported what would be done. */
interface Reports {
  readonly events: EventStream;
  readonly large: LargeRenders;
}

async function* resultsOf(
  input: PlannedInput,
  inputIndex: number,
  prepared: PreparedBatch,
  host: PlanningHost,
  reports: Reports,
): AsyncGenerator<VariantResult> {
  switch (input.kind) {
    case 'duplicate':
      return;
    case 'refused': {
      const { path: source, error } = input;
      reports.events.emit({ type: 'input-unusable', source, error });
      for (const slot of slotsOfInput(prepared.inputs[inputIndex], prepared.slots))
        yield emptyResult('failed', { id: null, ...slot, source }, error);
      return;
    }
    case 'planned':
      for await (const job of input.jobs) yield await lookUp(job, prepared, host, reports);
  }
}

async function lookUp(
  job: VariantJob,
  { options, runId }: PreparedBatch,
  { ffmpeg, memory }: PlanningHost,
  { events, large }: Reports,
): Promise<VariantResult> {
  const { force, verify, limits } = options;
  const check = { folder: outputFolderAt(options.outDir), ffmpeg, verify, limits, runId };
  const present = force ? null : await findPublished(job, check).catch(() => null);
  if (present === null) {
    const { planDigest, estimate, plan } = job;
    try {
      assertFitsMachine(estimate, memory);
    } catch (cause) {
      return reported(unpublishedResult(job, asVariantError(cause)), job, events);
    }
    large.add(job);
    const steps = plan.steps.map(step => step.name);
    events.emit({ type: 'variant-planned', ...reference(job), planDigest, steps, estimate });
    return unpublishedResult(job, null);
  }
  return reported(publishedResult(present.record, job, runId), job, events);
}

/** Reports the end of a variant. */
function reported(result: VariantResult, job: VariantJob, events: EventStream): VariantResult {
  const event = endEvent(result, job);
  if (event !== null) events.emit(event);
  return result;
}
