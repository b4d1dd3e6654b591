import { type OpenInput, openInput } from '@variegate/runner';

/** An input that is closed at the end of its use only if it was opened for it. */
export interface BorrowedInput extends AsyncDisposable {
  readonly input: OpenInput;
}

/**
 * Opens a path as a video; an input that is already open stays its owner's.
 * @throws {RUNNER_INPUT_UNUSABLE} when the path is missing, a folder, not a regular file, empty, or not readable.
 */
export async function borrowInput(file: string | OpenInput): Promise<BorrowedInput> {
  if (typeof file !== 'string') return { input: file, [Symbol.asyncDispose]: async () => {} };
  const input = await openInput(file, 'video');
  return { input, [Symbol.asyncDispose]: () => input[Symbol.asyncDispose]() };
}
