import type { Summary } from '@variegate/variants';
import { batchFolderAt } from './batch-folder.ts';
import type { BatchName } from './cancel-marker.ts';
import { readJson } from './stored-batch.ts';

/** The summary of a batch that has ended; `null` while it has not, or where there is none of that name. */
export function readBatchSummary({ outDir, batchId }: BatchName): Promise<Summary | null> {
  return readJson<Summary>(batchFolderAt(outDir, batchId).summaryPath);
}
