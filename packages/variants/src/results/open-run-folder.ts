import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { sweepScratch } from '@variegate/runner';
import { OutputFolderUnusableError } from '../errors.ts';
import { type FolderLock, lockFolder } from '../folder/folder-lock.ts';
import { assertNoLinkBelow, makeFolderBelow } from '../folder/make-folder-below.ts';
import type { OutputFolder } from '../folder/output-folder.ts';
import { type Journal, openJournal } from '../records/journal.ts';
import { isCodedError } from '../records/variant-error.ts';
import { PlannedList } from './planned-list.ts';

/** An output folder that this run alone works in, until it is disposed of. */
export interface RunFolder extends AsyncDisposable {
  readonly journal: Journal;
  readonly planned: PlannedList;
}

/**
 * Makes an output folder ready: creates what is missing, takes the lock, removes what killed runs have left.
 *
 * @param tree - whether outputs lie in folders of it too
 * @throws {VARIANTS_OUTPUT_FOLDER_UNUSABLE} when it cannot be made or written to.
 * @throws {VARIANTS_OUTPUT_FOLDER_BUSY} when another process works in it.
 */
export async function openRunFolder(
  folder: OutputFolder,
  { tree = false }: { readonly tree?: boolean } = {},
): Promise<RunFolder> {
  try {
    await makeFolderBelow(folder.path, folder.recordsPath);
    await makeFolderBelow(folder.path, folder.lockPath);
    await assertNoLinkBelow(folder.path, [folder.searchesPath]);
    const lock = await lockFolder(folder.lockPath, folder.path);
    try {
      return await prepare(folder, lock, tree);
    } catch (error) {
      await lock[Symbol.asyncDispose]();
      throw error;
    }
  } catch (error) {
    if (isCodedError(error)) throw error;
    throw new OutputFolderUnusableError(sentence(error, folder.path), { cause: error });
  }
}

async function prepare(folder: OutputFolder, lock: FolderLock, tree: boolean): Promise<RunFolder> {
  await sweepScratch(folder.path);
  if (tree) for (const below of await foldersBelow(folder.path)) await sweepScratch(below);
  await sweepScratch(folder.recordsPath);
  await sweepScratch(folder.searchesPath);
  const journal = await openJournal(folder.journalPath);
  const planned = await PlannedList.create(folder.plannedPath).catch(async (error: unknown) => {
    await journal[Symbol.asyncDispose]();
    throw error;
  });
  return {
    journal,
    planned,
    async [Symbol.asyncDispose]() {
      await journal[Symbol.asyncDispose]();
      await planned[Symbol.asyncDispose]();
      await rm(folder.plannedPath, { force: true });
      await lock[Symbol.asyncDispose]();
    },
  };
}

/** The visible folders of a tree of outputs; links are none. */
async function foldersBelow(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  const waiting = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const entry of await readdir(next, { withFileTypes: true }).catch(() => [])) {
      if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
      found.push(path.join(next, entry.name));
      waiting.push(path.join(next, entry.name));
    }
  }
  return found;
}

function sentence(error: unknown, folder: string): string {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  return `The output folder "${folder}" ${reasons[code] ?? `cannot be used (${code})`}.`;
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'cannot be written to: permission denied',
  EPERM: 'cannot be written to: permission denied',
  EROFS: 'cannot be written to: the file system is read-only',
  ENOTDIR: 'cannot be made: a part of its path is a file',
  EEXIST: 'cannot be made: there is a file of that name',
  ENOENT: 'cannot be made here',
  ENOSPC: 'cannot be written to: the file system is full',
  ENAMETOOLONG: 'cannot be made: its name is too long',
};
