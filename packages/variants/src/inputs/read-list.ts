import { readTextFile } from '@variegate/runner';

/** Most lines of a list. */
const maxLines = 100_000;

/** What a path may have as an input of a request, and no file system allows more. */
const maxLineLength = 4096;

/**
 * The lines of a list of paths, without the empty ones. A list may come from a stranger and name any file as one, so nothing
 * beyond the limits is read.
 *
 * @throws {RUNNER_TEXT_UNUSABLE} when it is beyond 32 MiB, 100,000 lines or 4096 characters a line, or not text in UTF-8.
 */
export async function readList(path: string): Promise<readonly string[]> {
  const text = await readTextFile(path, { maxMebibytes: 32, maxLines, maxLineLength });
  return text.split(/\r?\n/).filter(line => line.trim() !== '');
}
