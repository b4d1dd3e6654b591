import { single } from '@variegate/core-filters';
import { writeFileAtomically } from '@variegate/runner';
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
  const isSingle = parts.options.strategy === single.name;
  await writeFileAtomically(folder.groundTruthPath, groundTruthText(folder, entries, isSingle));
  await writeFileAtomically(folder.manifestPath, manifestText(parts));
}

async function* groundTruthText(
  folder: OutputFolder,
  entries: () => AsyncIterable<PlannedEntry>,
  isSingle: boolean,
): AsyncGenerator<string> {
  yield groundTruthHeader(isSingle);
  for await (const { source, record } of records(folder, entries)) {
    // A distractor comes from no reference: that it has no rows is the truth about it.
    if (record.status === 'failed' || record.kind === 'distractor') continue;
    yield groundTruthRows({
      output: record.output,
      // As the manifest lists the source: a record that no run has looked at since may name it otherwise.
      sourceStem: source.stem,
      segments: record.segments,
      ...(isSingle ? { single: record.plan.single ?? null } : {}),
    });
  }
}
