import type { Summary } from '../events/summary.ts';
import { outputFolderAt } from '../folder/output-folder.ts';
import type { ResolvedInput } from '../inputs/resolve-inputs.ts';
import { describeEnvironment } from '../machine/environment.ts';
import type { RunTimes } from '../machine/run-clock.ts';
import type { RunOptions } from '../options/run-options.ts';
import { withEarlierResults } from '../results/earlier-results.ts';
import type { PlannedList } from '../results/planned-list.ts';
import { writeResults } from '../results/write-results.ts';
import type { Host } from './host.ts';
import type { RunRecorder } from './run-recorder.ts';
import type { Tally } from './tally.ts';

/** A batch whose variants have all ended. */
export interface FinishedBatch {
  readonly options: RunOptions;
  /** What was planned, with the ids of the variants that were published in its place. */
  readonly planned: PlannedList;
  readonly recorder: RunRecorder;
  readonly duplicates: Summary['duplicates'];
  readonly times: RunTimes;
}

/**
 * Ends a batch: folds the records of its variants into manifest and ground truth, and reports the summary. Only the holder
 * of the folder's lock may call this. Results that cannot be written are reported in the summary.
 */
export async function finishBatch(
  { options, planned, recorder, duplicates, times }: FinishedBatch,
  host: Pick<Host, 'ffmpeg' | 'queue' | 'workers'>,
): Promise<Summary> {
  const { workers, queue } = host;
  const { startedAt, finishedAt } = times;
  const peakMemoryBytes = queue.status.peakUsedBytes;
  const summary = summarize({ options, tally: recorder.tally, duplicates, times, workers, peakMemoryBytes });
  const { variants: _, variantsOmitted: __, duplicates: ___, ...figures } = summary;
  const folder = outputFolderAt(options.outDir);
  const own = { ...options.drawing, settings: options.settings };
  const parts = await withEarlierResults({ options: own, entries: () => planned.entries() }, folder);
  await writeResults({
    ...{ folder, ...parts },
    run: { startedAt, finishedAt, ...figures, ...describeEnvironment(host.ffmpeg) },
  }).catch(cause => recorder.noteResultsFailure(cause));
  return recorder.finish(summary);
}

/** What a summary is made of. */
export interface SummaryParts extends Pick<FinishedBatch, 'options' | 'duplicates'> {
  readonly tally: Tally;
  readonly times: Pick<RunTimes, 'wallSeconds' | 'cpuSeconds'>;
  readonly workers: number;
  /** Highest sum of the memory of all renders at one time, in bytes. @default that of the largest variant */
  readonly peakMemoryBytes?: number;
}

/** The summary of a batch, but for what its results could not be written for. */
export function summarize({
  options,
  tally,
  times,
  duplicates,
  workers,
  peakMemoryBytes = 0,
}: SummaryParts): Omit<Summary, 'resultsError'> {
  const { batchId, drawing } = options;
  const { variants, variantsOmitted, ...totals } = tally.totals();
  return {
    ...{ batchId, outDir: outputFolderAt(options.outDir).path },
    ...{ strategy: drawing.strategy, seed: drawing.seed, ...totals },
    ...{ wallSeconds: times.wallSeconds, cpuSeconds: times.cpuSeconds },
    ...{ peakMemoryBytes: Math.max(totals.peakMemoryBytes, peakMemoryBytes), workers },
    ...(variants === undefined ? { variantsOmitted: variantsOmitted ?? 0 } : { variants }),
    duplicates,
  };
}

/** The inputs that were left out because another has the same bytes. */
export function duplicatesOf(inputs: readonly ResolvedInput[]): Summary['duplicates'] {
  return inputs.flatMap(input =>
    input.kind === 'duplicate' ? [{ source: input.path, duplicateOf: input.duplicateOf }] : [],
  );
}
