import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeFileAtomically } from '@variegate/runner';
import type { DuplicateInput, PlannedSource, Summary } from '@variegate/variants';
import {
  EventStream,
  finishBatch,
  openingEvents,
  openRunFolder,
  type RunFolder,
  RunRecorder,
  Tally,
} from '@variegate/variants/internal';
import { readBatchSummary } from '../batch/read-batch-summary.ts';
import type { WorkflowBatch } from '../runtime/open-batch.ts';
import { type FinishedLine, finishedLines, type UnrecordedOptions } from './finished-lines.ts';

/**
 * Finishes a batch from the records of its variants, under the folder's lock: it does not matter which worker made a variant,
 * or died of it. Once finished, the summary is kept: a step that is done again reports the same.
 *
 * @throws {VARIANTS_OUTPUT_FOLDER_BUSY} while another run holds the lock.
 */
export async function finishStep(context: WorkflowBatch, how: UnrecordedOptions): Promise<Summary> {
  const { batchFolder, folder, batch, events, options, host } = context;
  const { request, startedAt } = batch;
  const finished = () => readBatchSummary({ outDir: folder.path, batchId: request.batchId });
  const kept = await finished();
  if (kept !== null) return kept;

  await using opened = await openRunFolder(folder, options);
  // A server may do a step twice at once: where the other has finished before this one had the lock, its working files are gone.
  const other = await finished();
  if (other !== null) return other;
  const recorder = new RunRecorder(new Tally(batch.requested), new EventStream({}), opened.journal);
  for (const event of openingEvents({ ...batch, options }, host)) await recorder.record(event);
  const duplicates = await recordAll(context, how, opened, recorder);

  const finishedAt = new Date().toISOString();
  const times = {
    ...{ startedAt, finishedAt },
    wallSeconds: Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)) / 1000,
    // What the workers' own processes took is known to none of them; the renders are most of it.
    cpuSeconds: recorder.tally.renderCpuSeconds,
  };
  const summary = await finishBatch({ options, planned: opened.planned, recorder, duplicates, times }, host);
  if (!how.interrupted) {
    await writeFileAtomically(batchFolder.summaryPath, JSON.stringify(summary));
    await removeWorkingFiles(context);
  }
  events.emit({ type: 'summary', ...summary });
  return summary;
}

/** Records the end of every variant, in order. @returns the inputs that were left out as duplicates */
async function recordAll(
  context: WorkflowBatch,
  how: UnrecordedOptions,
  opened: RunFolder,
  recorder: RunRecorder,
): Promise<readonly DuplicateInput[]> {
  const list = new ListOfSources(opened);
  const duplicates: DuplicateInput[] = [];
  for (let chunk = 1; chunk <= context.batch.chunks; chunk += 1) {
    // Within a chunk nothing waits for the journal's disk.
    const kept: Promise<void>[] = [];
    for await (const { line, results } of finishedLines(context, chunk, how)) {
      await list.add(line, results[0]?.job?.id ?? null);
      if (line.kind === 'duplicate') {
        duplicates.push({ source: line.path, duplicateOf: line.duplicateOf });
      }
      if (line.kind === 'refused' && line.isFirst) {
        kept.push(recorder.record({ type: 'input-unusable', source: line.path, error: line.error }));
      }
      for (const { place, result, job } of results) {
        recorder.tally.addRenderCpu(result.renderCpuSeconds ?? 0);
        kept.push(recorder.finishVariant(place, result, job));
      }
    }
    await Promise.all(kept);
  }
  await list.close();
  return duplicates;
}

/** Puts the sources of a batch into the list that results are folded from; one whose variants fill many chunks, once. */
class ListOfSources {
  readonly #opened: RunFolder;
  #source: PlannedSource | null = null;
  #ids: string[] = [];

  constructor(opened: RunFolder) {
    this.#opened = opened;
  }

  /** @param id - of the variant that was published, or has failed, in the line's place */
  async add(line: FinishedLine['line'], id: string | null): Promise<void> {
    if (line.kind === 'job') {
      if (this.#source?.path !== line.job.source.path) await this.close();
      this.#source = line.job.source;
      this.#ids.push(id ?? line.job.id);
      return;
    }
    await this.close();
    if (line.kind === 'unplanned' || (line.kind === 'refused' && !line.isFirst)) return;
    const { path: file } = line;
    await this.#opened.planned.add(
      line.kind === 'duplicate'
        ? { kind: 'duplicate', path: file, duplicateOf: line.duplicateOf }
        : { kind: 'refused', path: file, error: line.error },
    );
  }

  async close(): Promise<void> {
    if (this.#source !== null)
      await this.#opened.planned.add({ kind: 'planned', source: this.#source, ids: this.#ids });
    this.#source = null;
    this.#ids = [];
  }
}

/** Removes what only the steps needed. Whose batch it was, and its summary, stay. */
async function removeWorkingFiles({ batchFolder }: WorkflowBatch): Promise<void> {
  const names = await readdir(batchFolder.path);
  for (const name of names.filter(file => /^(chunk|planned)-/.test(file))) {
    await rm(path.join(batchFolder.path, name), { force: true });
  }
  await rm(batchFolder.cancelPath, { force: true });
}
