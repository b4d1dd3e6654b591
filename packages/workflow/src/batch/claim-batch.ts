import { readOwnText } from '@variegate/runner';
import { OutputFolderUnusableError } from '@variegate/variants';
import { makeFolderBelow } from '@variegate/variants/internal';
import { z } from 'zod';
import type { BatchFolder } from './batch-folder.ts';
import { writeOnce } from './write-once.ts';

/**
 * Takes the name of a batch for a run, unless another has it. Of several workers that try at the same moment one
 * succeeds.
 *
 * @returns the run that has it
 * @throws {VARIANTS_OUTPUT_FOLDER_UNUSABLE} when the folder cannot be made or written to.
 */
export async function claimBatch(folder: BatchFolder, runId: string): Promise<string> {
  try {
    await makeFolderBelow(folder.output.path, folder.output.recordsPath);
    await makeFolderBelow(folder.output.path, folder.path);
    await writeOnce(folder.claimPath, JSON.stringify({ runId }));
    return (await claimedBy(folder)) ?? runId;
  } catch (error) {
    if (error instanceof OutputFolderUnusableError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new OutputFolderUnusableError(`The output folder "${folder.output.path}" cannot be used: ${why}`, {
      cause: error,
    });
  }
}

const claimSchema = z.object({ runId: z.string().min(1) });

/** The run that has the name of a batch; `null` where none has. */
export async function claimedBy({ claimPath }: BatchFolder): Promise<string | null> {
  try {
    return claimSchema.parse(JSON.parse(await readOwnText(claimPath, { maxMebibytes: 1 }))).runId;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
