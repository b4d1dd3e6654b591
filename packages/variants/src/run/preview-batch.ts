import { outputFolderAt } from '../folder/output-folder.ts';
import { readMachineProfile } from '../machine/machine-profile.ts';
import type { PlannedInput } from '../planning/planned-input.ts';
import type { VariantJob } from '../planning/variant-job.ts';
import { existingVariant } from '../rendering/existing-variant.ts';
import type { Summary, VariantResult } from '../summary/summary.ts';
import { endOf } from './bookkeeper.ts';
import { capacityFor } from './capacity.ts';
import { EventStream } from './event-stream.ts';
import { type BatchRequest, countRequested, untilUsable } from './run-batch.ts';
import { RunClock } from './run-clock.ts';
import { Stopping } from './stopping.ts';
import { Tally } from './tally.ts';
import { reference } from './try-variant.ts';
import { cancelledResult, emptyResult, skippedResult } from './variant-results.ts';

/**
 * Tells what a run would do: what is there already counts as skipped, what would be rendered as cancelled, and each of
 * the latter is told with its plan and what it is expected to take. Nothing is rendered and nothing is written.
 *
 * @throws {VARIANTS_INPUTS_UNUSABLE} when no input is usable.
 */
export async function previewBatch(request: BatchRequest): Promise<Summary> {
  const { inputs, options, substitution = null, plan, slots, hooks } = request;
  const clock = await RunClock.start();
  const stopping = new Stopping(hooks.drainSignal, hooks.signal);
  const planned = plan(stopping.draining);
  const beginning = await untilUsable(planned);
  const { batchId, drawing } = options;
  const name = { batchId, outDir: outputFolderAt(options.outDir).path };
  const drawn = { strategy: drawing.strategy, seed: drawing.seed };
  const requested = countRequested(inputs, slots);
  const { workers } = capacityFor(options, await readMachineProfile({ ...options, ffmpeg: request.ffmpeg }));
  const events = new EventStream(hooks);
  const tally = new Tally(requested);
  const size = { level: drawing.level, inputs: inputs.length, requested, workers };
  events.emit({ type: 'batch-planned', ...name, ...drawn, ...size });
  if (substitution !== null) events.emit({ type: 'encoder-unavailable', ...substitution });

  let inputIndex = 0;
  const tellInput = async (input: PlannedInput) => {
    for await (const result of resultsOf(input, inputIndex, request, events)) {
      stopping.draining.throwIfAborted();
      tally.settle({ inputIndex, kind: result.kind, index: result.index }, result);
    }
    inputIndex += 1;
  };
  for (const input of beginning) await tellInput(input);
  for await (const input of planned) await tellInput(input);

  const { variants, variantsOmitted, ...totals } = tally.totals();
  const { wallSeconds, cpuSeconds } = await clock.read(0);
  const summary: Summary = {
    ...{ ...name, ...drawn, ...totals, wallSeconds, cpuSeconds, workers },
    ...(variants === undefined ? { variantsOmitted: variantsOmitted ?? 0 } : { variants }),
    duplicates: inputs.flatMap(input =>
      input.kind === 'duplicate' ? [{ source: input.path, duplicateOf: input.duplicateOf }] : [],
    ),
    resultsError: null,
  };
  events.emit({ type: 'summary', ...summary });
  return summary;
}

async function* resultsOf(
  input: PlannedInput,
  inputIndex: number,
  { inputs, slots, options, ffmpeg }: BatchRequest,
  events: EventStream,
): AsyncGenerator<VariantResult> {
  switch (input.kind) {
    case 'duplicate':
      return;
    case 'refused': {
      const { path: source, error } = input;
      events.emit({ type: 'input-unusable', source, error });
      const resolved = inputs[inputIndex];
      const role = resolved === undefined || resolved.kind === 'duplicate' ? undefined : resolved.role;
      for (const slot of slots[role ?? 'reference'])
        yield emptyResult('failed', { id: null, ...slot, source }, error);
      return;
    }
    case 'planned':
      for await (const job of input.jobs) yield await lookUp(job, { options, ffmpeg }, events);
  }
}

async function lookUp(
  job: VariantJob,
  { options, ffmpeg }: Pick<BatchRequest, 'options' | 'ffmpeg'>,
  events: EventStream,
): Promise<VariantResult> {
  const { force, verify, outDir } = options;
  const folder = outputFolderAt(outDir);
  const existing = force ? null : await existingVariant(job, { folder, ffmpeg, verify }).catch(() => null);
  if (existing === null) {
    const { planDigest, estimate, plan } = job;
    const steps = plan.steps.map(step => step.name);
    events.emit({ type: 'variant-planned', ...reference(job), planDigest, steps, estimate });
    return cancelledResult(job, 0);
  }
  const result = skippedResult(existing, job);
  const event = endOf(result, job);
  if (event !== null) events.emit(event);
  return result;
}
