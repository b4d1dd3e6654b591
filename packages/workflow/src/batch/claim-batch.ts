import { randomUUID } from 'node:crypto';
import { link, rm, writeFile } from 'node:fs/promises';
import { makeFolder, readTextFile } from '@variegate/runner';
import { OutputFolderUnusableError } from '@variegate/variants';
import { z } from 'zod';
import type { BatchFolder } from './batch-folder.ts';

/**
 * Takes the name of a batch for a run, unless another has it. Of several workers that try at the same moment one
 * succeeds: the claim is whole before it has its name, and a name is given once.
 *
 * @returns the run that has it
 * @throws {VARIANTS_OUTPUT_FOLDER_UNUSABLE} when the folder cannot be made or written to.
 */
export async function claimBatch(folder: BatchFolder, runId: string): Promise<string> {
  const scratch = `${folder.claimPath}.${randomUUID()}`;
  try {
    await makeFolder(folder.output.recordsPath);
    await makeFolder(folder.path);
    await writeFile(scratch, JSON.stringify({ runId }), { flag: 'wx', flush: true });
    await link(scratch, folder.claimPath).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    return (await claimedBy(folder)) ?? runId;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new OutputFolderUnusableError(`The output folder "${folder.output.path}" cannot be used: ${why}`, {
      cause: error,
    });
  } finally {
    await rm(scratch, { force: true }).catch(() => {});
  }
}

const claimSchema = z.object({ runId: z.string().min(1) });

/** The run that has the name of a batch; `null` where none has. */
export async function claimedBy({ claimPath }: BatchFolder): Promise<string | null> {
  try {
    return claimSchema.parse(JSON.parse(await readTextFile(claimPath))).runId;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
