import { type FileHandle, readlink, realpath, stat } from 'node:fs/promises';

/**
 * The path under which an open file or folder lies now, every link resolved. Linux knows it by the descriptor;
 * elsewhere it is where `openedAs` leads now, if that is still the same file.
 * @returns `null` where nothing says where it lies.
 */
export async function descriptorPath(handle: FileHandle, openedAs: string): Promise<string | null> {
  if (process.platform === 'linux') {
    const path = await readlink(`/proc/self/fd/${handle.fd}`).catch(() => null);
    if (path !== null) return path;
  }
  const path = await realpath(openedAs).catch(() => null);
  if (path === null) return null;
  const [there, opened] = await Promise.all([
    stat(path, { bigint: true }).catch(() => null),
    handle.stat({ bigint: true }),
  ]);
  return there?.ino === opened.ino && there.dev === opened.dev ? path : null;
}
