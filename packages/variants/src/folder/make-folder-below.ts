import { lstat, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '@variegate/runner';
import { OutputFolderUnusableError } from '../errors.ts';

/**
 * Makes a folder in an output folder, which is made too. The path to the output folder may have links; below it none is
 * followed, as whoever else may write there could have put it.
 *
 * @param root - the output folder, absolute
 * @throws {VARIANTS_OUTPUT_FOLDER_UNUSABLE} at a link.
 */
export async function makeFolderBelow(root: string, folder: string): Promise<void> {
  await makeFolder(root);
  for (const place of placesBetween(root, folder)) {
    // Never follows: of a link, also of one that leads nowhere, it says that the name is taken.
    const taken = await mkdir(place).then(
      () => null,
      (error: NodeJS.ErrnoException) => error,
    );
    const stats = await lstat(place);
    if (stats.isSymbolicLink()) throw linkMet(root, place);
    if (taken !== null && !stats.isDirectory()) throw taken;
  }
}

/**
 * Makes sure that nothing between an output folder and the given places in it is a link, the places included. What does not
 * exist is none.
 *
 * @param root - the output folder, absolute
 * @throws {VARIANTS_OUTPUT_FOLDER_UNUSABLE} at a link.
 */
export async function assertNoLinkBelow(root: string, places: readonly string[]): Promise<void> {
  const all = new Set(places.flatMap(place => placesBetween(root, place)));
  await Promise.all(
    [...all].map(async place => {
      const stats = await lstat(place).catch(() => null);
      if (stats?.isSymbolicLink() === true) throw linkMet(root, place);
    }),
  );
}

function placesBetween(root: string, place: string): readonly string[] {
  const parts = path
    .relative(root, place)
    .split(path.sep)
    .filter(part => part !== '');
  return parts.map((_, index) => path.join(root, ...parts.slice(0, index + 1)));
}

function linkMet(root: string, place: string): OutputFolderUnusableError {
  const name = path.relative(root, place);
  return new OutputFolderUnusableError(
    `The output folder "${root}" cannot be used: "${name}" in it is a link, and links in it are not followed.`,
  );
}
