import { type PlatformPath, posix, win32 } from 'node:path';

/** Whether an absolute path lies below a folder, going by the two texts alone. Pure. */
export function isUnder(root: string, path: string, platform: NodeJS.Platform = process.platform): boolean {
  const rules: PlatformPath = platform === 'win32' ? win32 : posix;
  const relative = rules.relative(root, path);
  return relative !== '' && relative.split(rules.sep)[0] !== '..' && !rules.isAbsolute(relative);
}
