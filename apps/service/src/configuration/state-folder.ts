import { homedir } from 'node:os';
import path from 'node:path';

/** Where the service keeps its state by default: the user's folder for state, as each system has it. */
export function defaultStateFolder(environment: NodeJS.ProcessEnv, platform = process.platform): string {
  const { XDG_STATE_HOME: xdg, LOCALAPPDATA: local } = environment;
  // A relative XDG path is to be ignored. @see https://specifications.freedesktop.org/basedir-spec/latest/
  if (xdg !== undefined && path.isAbsolute(xdg)) return path.join(xdg, 'variegate');
  if (platform === 'win32')
    return path.join(local ?? path.join(homedir(), 'AppData', 'Local'), 'variegate', 'state');
  if (platform === 'darwin') return path.join(homedir(), 'Library', 'Application Support', 'variegate');
  return path.join(homedir(), '.local', 'state', 'variegate');
}
