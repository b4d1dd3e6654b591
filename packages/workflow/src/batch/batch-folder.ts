import path from 'node:path';
import { assertNoLinkBelow, type OutputFolder, outputFolderAt } from '@variegate/variants/internal';

/** Where a batch keeps what its steps hand to each other, in the output folder that all workers share. */
export interface BatchFolder {
  readonly output: OutputFolder;
  /** `.variegate/batches/<batchId>`. */
  readonly path: string;
  /** Which run the batch belongs to. */
  readonly claimPath: string;
  /** What was asked for, and how large it is. */
  readonly batchPath: string;
  /** Its summary. */
  readonly summaryPath: string;
  /** `.variegate/cancel/<batchId>`: there once the batch is cancelled. */
  readonly cancelPath: string;
  /** The inputs of a chunk. @param chunk - from 1 */
  chunkPath(chunk: number): string;
  /** What was planned for a chunk, one JSON object a line. @param chunk - from 1 */
  plannedPath(chunk: number): string;
}

/**
 * Makes sure that no folder is a link in which the steps of a batch read and write.
 *
 * @throws {VARIANTS_OUTPUT_FOLDER_UNUSABLE} when one is.
 */
export async function assertOwnFolders({ output, path: folder, cancelPath }: BatchFolder): Promise<void> {
  const { recordsPath, searchesPath, lockPath } = output;
  await assertNoLinkBelow(output.path, [
    recordsPath,
    searchesPath,
    lockPath,
    folder,
    path.dirname(cancelPath),
  ]);
}

/** The places of a batch; nothing is created. @param outDir - absolute */
export function batchFolderAt(outDir: string, batchId: string): BatchFolder {
  const output = outputFolderAt(outDir);
  const folder = path.join(output.statePath, 'batches', batchId);
  const numbered = (chunk: number) => String(chunk).padStart(4, '0');
  return {
    output,
    path: folder,
    claimPath: path.join(folder, 'run.json'),
    batchPath: path.join(folder, 'batch.json'),
    summaryPath: path.join(folder, 'summary.json'),
    cancelPath: path.join(output.statePath, 'cancel', batchId),
    chunkPath: chunk => path.join(folder, `chunk-${numbered(chunk)}.json`),
    plannedPath: chunk => path.join(folder, `planned-${numbered(chunk)}.jsonl`),
  };
}
