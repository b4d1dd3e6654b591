import { access } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder, writeFileAtomically } from '@variegate/runner';
import { type BatchFolder, batchFolderAt } from './batch-folder.ts';

/** Which batch is meant. */
export interface BatchName {
  /** The output folder, absolute. */
  readonly outDir: string;
  readonly batchId: string;
}

/**
 * Cancels a batch: every worker that shares the output folder learns of it within a second, ends its renders of the
 * batch and begins no more. What is published stays. Harmless when repeated.
 */
export async function requestCancel({ outDir, batchId }: BatchName): Promise<void> {
  const { cancelPath } = batchFolderAt(outDir, batchId);
  await makeFolder(path.dirname(cancelPath));
  await writeFileAtomically(cancelPath, `${JSON.stringify({ at: new Date().toISOString() })}\n`);
}

/** Whether a batch is cancelled. */
export function isCancelled({ cancelPath }: BatchFolder): Promise<boolean> {
  return access(cancelPath).then(
    () => true,
    () => false,
  );
}
