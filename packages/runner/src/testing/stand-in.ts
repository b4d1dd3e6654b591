import { fileURLToPath } from 'node:url';
import type { ProgramPaths } from '../process/run-tool.ts';

/** One of the small executables of `test-fixtures/executables` in the place of ffmpeg. */
export function standIn(name: string): ProgramPaths {
  const path = fileURLToPath(new URL(`../../../../test-fixtures/executables/${name}`, import.meta.url));
  return { path, probePath: path };
}
