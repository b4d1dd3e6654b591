import { type FileHandle, readlink, realpath, stat } from 'node:fs/promises';
import { type PlatformPath, posix, win32 } from 'node:path';

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

/** Windows opens longer paths only with the `\\?\` prefix. */
const windowsPathLimit = 259;

/**
 * An absolute path as ffmpeg must be given it. The `file:` in front defuses names such as `a:b.mp4`, `http:x`
 * and `-x`; on Windows the separators become the system's own and a long path is given its `\\?\` prefix.
 */
export function fileUrl(absolutePath: string, platform: NodeJS.Platform): string {
  return `file:${platform === 'win32' ? windowsPath(absolutePath) : absolutePath}`;
}

function windowsPath(path: string): string {
  if (path.startsWith('\\\\?\\')) return path;
  const native = path.replaceAll('/', '\\');
  if (native.length <= windowsPathLimit) return native;
  return native.startsWith('\\\\') ? `\\\\?\\UNC\\${native.slice(2)}` : `\\\\?\\${native}`;
}

/** Whether an absolute path lies below a folder, going by the two texts alone. Pure. */
export function isUnder(root: string, path: string, platform: NodeJS.Platform = process.platform): boolean {
  const rules: PlatformPath = platform === 'win32' ? win32 : posix;
  const relative = rules.relative(root, path);
  return relative !== '' && relative.split(rules.sep)[0] !== '..' && !rules.isAbsolute(relative);
}
