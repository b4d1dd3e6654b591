import { randomUUID } from 'node:crypto';
import { link, rm, writeFile } from 'node:fs/promises';

/**
 * Writes a file unless it is there. Of several that try at the same moment one succeeds: the file is whole before it has its
 * name, and a name is given once.
 *
 * @returns whether it was written
 */
export async function writeOnce(path: string, text: string): Promise<boolean> {
  const scratch = `${path}.${randomUUID()}`;
  try {
    await writeFile(scratch, text, { flag: 'wx', flush: true });
    await link(scratch, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(scratch, { force: true }).catch(() => {});
  }
}
