import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputUnusableError } from '../errors.ts';

/**
 * Opens a file that this tool has made or keeps. What lies in its place may be something else: opening a pipe would wait for
 * ever for its other end, in a thread that no signal ends.
 *
 * @param flags - as of the system's `open`. @default for reading
 * @throws {RUNNER_INPUT_UNUSABLE} when the path leads to something that is not a regular file, and the system's error otherwise.
 */
export async function openRegularFile(path: string, flags: number = constants.O_RDONLY): Promise<FileHandle> {
  // Windows does not know the flag.
  const handle = await open(path, flags | (constants.O_NONBLOCK ?? 0));
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new InputUnusableError(`"${resolve(path)}" is not a regular file.`, { reason: 'not-a-file' });
}

/** Reads a file as {@link openRegularFile} opens it. */
export async function readRegularFile(path: string): Promise<Buffer> {
  await using file = await openRegularFile(path);
  return await file.readFile();
}
