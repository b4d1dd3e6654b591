import path from 'node:path';
import { PathOutsideRootError } from '../errors.ts';

/**
 * Makes a path absolute and makes sure, by its text alone, that it lies under a root or is the root.
 *
 * @param root - absolute; `null`: anywhere, and relative paths start from the working folder
 * @throws {WORKFLOW_PATH_OUTSIDE_ROOT}
 */
export function insideRoot(given: string, root: string | null): string {
  if (root === null) return path.resolve(given);
  const absolute = path.resolve(root, given);
  const relative = path.relative(root, absolute);
  if (relative.split(path.sep)[0] === '..' || path.isAbsolute(relative)) {
    throw new PathOutsideRootError(given, root);
  }
  return absolute;
}
