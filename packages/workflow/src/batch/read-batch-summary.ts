import { access } from 'node:fs/promises';
import type { Summary } from '@variegate/variants';
import { z } from 'zod';
import { assertOwnFolders, type BatchFolder, batchFolderAt } from './batch-folder.ts';
import type { BatchName } from './cancel-marker.ts';
import { readJson } from './stored-batch.ts';

const count = z.int().min(0);

/** What decides how a batch is reported; the other fields are passed on as they were written. */
const summarySchema = z.looseObject({
  ...{ batchId: z.string(), outDir: z.string() },
  ...{ requested: count, succeeded: count, failed: count, skipped: count, cancelled: count },
  // The first version renamed nothing.
  renamed: count.default(0),
});

/** Whether a batch has its summary, and nothing of it may be made any more. */
export function isFinished({ summaryPath }: BatchFolder): Promise<boolean> {
  return access(summaryPath).then(
    () => true,
    () => false,
  );
}

/** The summary of a batch that has ended; `null` while it has not, or where there is none of that name. */
export async function readBatchSummary({ outDir, batchId }: BatchName): Promise<Summary | null> {
  const folder = batchFolderAt(outDir, batchId);
  await assertOwnFolders(folder);
  const { data } = summarySchema.safeParse(await readJson(folder.summaryPath));
  return (data ?? null) as Summary | null;
}
