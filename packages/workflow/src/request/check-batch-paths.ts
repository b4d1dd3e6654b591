import type { BatchRequest } from './batch-request.ts';
import { insideRoot } from './inside-root.ts';

/** Folders that paths have to lie under, absolute; `null`: anywhere. */
export interface PathRoots {
  readonly inputRoot: string | null;
  readonly outputRoot: string | null;
}

/**
 * Makes sure that every path of a request is meant to lie where it has to, before anything is touched. Where it really
 * leads is found out by descriptor when a worker opens it.
 *
 * @throws {WORKFLOW_PATH_OUTSIDE_ROOT} for the first that is not.
 */
export function checkBatchPaths(request: BatchRequest, { inputRoot, outputRoot }: PathRoots): void {
  insideRoot(request.outDir, outputRoot);
  for (const input of [...(request.inputs ?? []), ...(request.distractors ?? [])])
    insideRoot(input, inputRoot);
  if (request.inputsFile !== undefined) insideRoot(request.inputsFile, inputRoot);
}
