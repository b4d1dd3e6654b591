import { homedir } from 'node:os';
import { join } from 'node:path';

/** What {@link defaultCacheFolder} depends on. */
export interface CacheSurroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The user's home folder. */
  readonly home: string;
}

/**
 * Where this user's caches live: `$XDG_CACHE_HOME/variegate` (by default `~/.cache/variegate`),
 * `~/Library/Caches/variegate` on macOS, `%LOCALAPPDATA%\variegate\cache` on Windows.
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function defaultCacheFolder(
  { platform, environment, home }: CacheSurroundings = {
    platform: process.platform,
    environment: process.env,
    home: homedir(),
  },
): string {
  const configured = environment['XDG_CACHE_HOME'];
  // The specification has relative paths ignored.
  if (configured?.startsWith('/')) return join(configured, 'variegate');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'variegate');
  if (platform === 'win32') {
    return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'variegate', 'cache');
  }
  return join(home, '.cache', 'variegate');
}
