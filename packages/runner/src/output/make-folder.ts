import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes a folder and those above it that are missing. Not Node's own recursive way: that one never returns where a
 * file system keeps answering that the parent is missing, as `/proc` does.
 *
 * @param mode - permissions of what is made
 * @returns the outermost folder that was made; `null` where there was nothing to make.
 */
export async function makeFolder(folder: string, mode = 0o777): Promise<string | null> {
  if (await isFolder(folder)) return null;
  const parent = path.dirname(folder);
  const above = parent === folder ? null : await makeFolder(parent, mode);
  try {
    await mkdir(folder, mode);
  } catch (error) {
    if (!(await isFolder(folder))) throw error;
    return above;
  }
  return above ?? folder;
}

async function isFolder(folder: string): Promise<boolean> {
  return (await stat(folder).catch(() => null))?.isDirectory() === true;
}
