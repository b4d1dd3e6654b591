import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeFileAtomically } from '@variegate/runner';
import {
  Bookkeeper,
  type DuplicateInput,
  describeSurroundings,
  EventStream,
  openRunFolder,
  type PlannedSource,
  type RunFolder,
  type Summary,
  Tally,
  writeResults,
} from '@variegate/variants';
import type { BatchContext } from '../runtime/batch-context.ts';
import { type SettledLine, settledLines, type UnheardOptions } from './settled-lines.ts';
import { readJson } from './stored-batch.ts';

/**
 * Folds what became of a batch's variants into journal, manifest and ground truth, under the folder's lock, and tells
 * the summary. What became of each is read from the records, so it does not matter which worker made it, or died of it.
 * Once folded, the summary is kept: a step that is done again tells the same.
 *
 * @throws {VARIANTS_OUTPUT_FOLDER_BUSY} while another run holds the lock.
 */
export async function foldResults(context: BatchContext, options: UnheardOptions): Promise<Summary> {
  const { batchFolder, folder, batch, events, workers } = context;
  const told = await readJson<Summary>(batchFolder.summaryPath);
  if (told !== null) return told;

  await using opened = await openRunFolder(folder);
  const { request, requested, inputs, startedAt, substitution = null } = batch;
  const { drawing, settings } = context.options;
  const { strategy, seed, level } = drawing;
  const name = { batchId: request.batchId, outDir: folder.path, strategy, seed };
  const book = new Bookkeeper(new Tally(requested), new EventStream({}), opened.journal);
  await book.record({ type: 'batch-planned', ...name, level, inputs, requested, workers });
  if (substitution !== null) await book.record({ type: 'encoder-unavailable', ...substitution });
  const duplicates = await settleAll(context, options, opened, book);

  const { variants, variantsOmitted, ...totals } = book.tally.totals();
  const finishedAt = new Date().toISOString();
  const times = {
    wallSeconds: Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)) / 1000,
    // What the workers' own processes took is known to none of them; the renders are most of it.
    cpuSeconds: totals.renderCpuSeconds,
  };
  const peakMemoryBytes = Math.max(totals.peakMemoryBytes, context.queue.status.peakUsedBytes);
  const figures = { ...name, ...totals, ...times, peakMemoryBytes, workers };
  await writeResults({
    folder,
    options: { ...drawing, settings },
    entries: () => opened.planned.entries(),
    run: { startedAt, finishedAt, ...figures, ...describeSurroundings(context.ffmpeg) },
  });
  const summary = await book.conclude({
    ...figures,
    ...(variants === undefined ? { variantsOmitted: variantsOmitted ?? 0 } : { variants }),
    duplicates,
  });
  if (!options.interrupted) {
    await writeFileAtomically(batchFolder.summaryPath, JSON.stringify(summary));
    await removeWorkingFiles(context);
  }
  events.emit({ type: 'summary', ...summary });
  return summary;
}

/** Takes down the end of every variant, in order. @returns the inputs that were left out as duplicates */
async function settleAll(
  context: BatchContext,
  options: UnheardOptions,
  opened: RunFolder,
  book: Bookkeeper,
): Promise<readonly DuplicateInput[]> {
  const duplicates: DuplicateInput[] = [];
  const list = new ListOfSources(opened);
  for (let chunk = 1; chunk <= context.batch.chunks; chunk += 1) {
    // Together, so that the lines of a chunk share a few syncs of the journal.
    const kept: Promise<void>[] = [];
    for await (const { line, outcomes } of settledLines(context, chunk, options)) {
      await list.add(line, outcomes[0]?.job?.id ?? null);
      if (line.kind === 'duplicate') duplicates.push({ source: line.path, duplicateOf: line.duplicateOf });
      if (line.kind === 'refused' && line.isFirst) {
        kept.push(book.record({ type: 'input-unusable', source: line.path, error: line.error }));
      }
      for (const { place, result, job } of outcomes) {
        book.tally.addRenderCpu(result.renderCpuSeconds ?? 0);
        kept.push(book.settle(place, result, job));
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

  /** @param id - of the record that tells what became of the line's variant */
  async add(line: SettledLine['line'], id: string | null): Promise<void> {
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

/** Removes what only the steps needed. Whose batch it was, and what became of it, stays. */
async function removeWorkingFiles({ batchFolder }: BatchContext): Promise<void> {
  const names = await readdir(batchFolder.path);
  for (const name of names.filter(file => /^(chunk|planned)-/.test(file))) {
    await rm(path.join(batchFolder.path, name), { force: true });
  }
  await rm(batchFolder.cancelPath, { force: true });
}
