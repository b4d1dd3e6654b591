import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { openInput, TextUnusableError } from '@variegate/runner';
import { InputsUnusableError } from '@variegate/variants';
import {
  expandInputs,
  type InputPath,
  type InputRole,
  namedInput,
  readList,
} from '@variegate/variants/internal';
import { BatchSizeError, InputsFileUnusableError } from '../errors.ts';
import { type BatchRequest, maxBatchVariants } from '../request/batch-request.ts';
import { insideRoot } from '../request/inside-root.ts';

/**
 * The files that a request means, in its order. Folders are searched; a path that leads to nothing stays, to be
 * reported by name. Under a root, every path is judged before it is looked at, and a folder by where it really lies;
 * files are judged again by descriptor when they are opened.
 *
 * @param outDir - absolute; never searched
 * @throws {WORKFLOW_PATH_OUTSIDE_ROOT} | {WORKFLOW_INPUTS_FILE_UNUSABLE} | {WORKFLOW_BATCH_SIZE}
 * @throws {VARIANTS_INPUTS_UNUSABLE} when nothing at all is found.
 */
export async function findRequestInputs(
  request: BatchRequest,
  { inputRoot, outDir }: { readonly inputRoot: string | null; readonly outDir: string },
): Promise<readonly InputPath[]> {
  const listed = request.inputs ?? (await readInputsFile(request.inputsFile ?? '', inputRoot));
  const found: InputPath[] = [];
  const search = async (paths: readonly string[], recursive: boolean, role: InputRole) => {
    for (const item of paths) {
      for (const file of await findFiles(item, { inputRoot, outDir, recursive }))
        found.push({ ...file, role });
      if (found.length > maxBatchVariants) throw tooManyInputs();
    }
  };
  await search(listed, request.recursive ?? false, 'reference');
  await search(request.distractors ?? [], true, 'distractor');
  if (found.length === 0) throw new InputsUnusableError('There is no video among the inputs.');
  return found;
}

async function findFiles(
  given: string,
  options: { readonly inputRoot: string | null; readonly outDir: string; readonly recursive: boolean },
): Promise<readonly InputPath[]> {
  const { inputRoot } = options;
  const absolute = insideRoot(given, inputRoot);
  const isFolder = (await stat(absolute).catch(() => null))?.isDirectory() === true;
  if (!isFolder) return [{ ...namedInput(given), path: absolute }];
  if (inputRoot !== null) insideRoot(await realpath(absolute), await realpath(inputRoot));
  // An empty folder among others does not make the request fail.
  return expandInputs([absolute], options).catch((error: unknown) => {
    if (error instanceof InputsUnusableError) return [];
    throw error;
  });
}

async function readInputsFile(given: string, inputRoot: string | null): Promise<readonly string[]> {
  const file = insideRoot(given, inputRoot);
  const lines = await readUnder(file, inputRoot).catch((cause: unknown) => {
    throw unusableList(given, cause);
  });
  if (lines.length === 0) throw new BatchSizeError(`The list of inputs "${file}" names no input.`);
  // As they are written: what stands in a line may say which folders a tree of outputs has.
  return lines.map(line => (path.isAbsolute(line) ? line : `${path.dirname(file)}${path.sep}${line}`));
}

async function readUnder(file: string, root: string | null): Promise<readonly string[]> {
  await using opened = await openInput(file, 'video', root === null ? {} : { root });
  // By descriptor: what was checked is what is read.
  return await readList(process.platform === 'linux' ? `/proc/self/fd/${opened.fd}` : opened.path);
}

function unusableList(given: string, cause: unknown): Error {
  if (cause instanceof TextUnusableError) {
    if (cause.reason === 'too-many-lines') return tooManyInputs();
    return new InputsFileUnusableError(`The list of inputs "${given}" ${cause.problem}.`, { cause });
  }
  const why = cause instanceof Error ? cause.message : String(cause);
  return new InputsFileUnusableError(`The list of inputs cannot be read: ${why}`, { cause });
}

function tooManyInputs(): BatchSizeError {
  return new BatchSizeError(`A batch has at most ${maxBatchVariants} inputs.`);
}
