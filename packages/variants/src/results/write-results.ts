import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { publishFile } from '@variegate/runner';
import type { OutputFolder } from '../folder/output-folder.ts';
import { groundTruthHeader, groundTruthRows } from './ground-truth.ts';
import { type ManifestParts, manifestText, records } from './manifest.ts';
import type { PlannedEntry } from './planned-list.ts';

/**
 * Folds the records of a run into `manifest.json` and `ground_truth.csv`, in the order of sources and numbers. Each
 * file is written whole or stays as it was. Only the holder of the folder's lock may call this.
 */
export async function writeResults(parts: ManifestParts): Promise<void> {
  const { folder, entries } = parts;
  await publishText(folder, folder.groundTruthPath, groundTruthText(folder, entries));
  await publishText(folder, folder.manifestPath, manifestText(parts));
}

async function* groundTruthText(
  folder: OutputFolder,
  entries: () => AsyncIterable<PlannedEntry>,
): AsyncGenerator<string> {
  yield groundTruthHeader;
  for await (const { source, record } of records(folder, entries)) {
    // A distractor comes from no reference: that it has no rows is the truth about it.
    if (record.status === 'failed' || record.kind === 'distractor') continue;
    yield groundTruthRows({
      output: record.output,
      // As the manifest lists the source: a record that no run has looked at since may name it otherwise.
      sourceStem: source.stem,
      segments: record.segments,
    });
  }
}

async function publishText(
  folder: OutputFolder,
  targetPath: string,
  text: AsyncIterable<string>,
): Promise<void> {
  // Beside the records: what an interrupted run leaves of it does no harm, and the next run replaces it.
  const scratchPath = path.join(folder.statePath, `${path.basename(targetPath)}.part`);
  await rm(scratchPath, { force: true });
  await writeFile(scratchPath, text, { flag: 'wx' });
  await publishFile({ scratchPath, targetPath, replace: true });
}
