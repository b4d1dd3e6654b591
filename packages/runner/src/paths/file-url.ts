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
