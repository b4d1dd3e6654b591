import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join, resolve } from 'node:path';

/**
 * The absolute path of a program: of the given path where it contains a separator, else of the first match in the
 * search path. `null` where there is none that may be executed.
 */
export async function locateProgram(
  nameOrPath: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<string | null> {
  if (isAbsolute(nameOrPath) || /[\\/]/.test(nameOrPath)) {
    const path = resolve(nameOrPath);
    return (await isExecutable(path)) ? path : null;
  }
  const folders = (environment['PATH'] ?? environment['Path'] ?? '').split(delimiter);
  const endings = process.platform === 'win32' ? ['.exe', ''] : [''];
  for (const folder of folders) {
    if (!isAbsolute(folder)) continue; // an empty or relative entry would run what lies in the current folder
    for (const ending of endings) {
      const path = join(folder, nameOrPath + ending);
      if (await isExecutable(path)) return path;
    }
  }
  return null;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
