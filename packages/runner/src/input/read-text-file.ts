import { type FileHandle, open } from 'node:fs/promises';
import { TextUnusableError, type TextUnusableReason } from '../errors.ts';

/** How much text is read. */
export interface TextLimits {
  readonly maxMebibytes: number;
  /** @default as many as the size allows */
  readonly maxLines?: number | undefined;
  /** Most characters of a line. @default as many as the size allows */
  readonly maxLineLength?: number | undefined;
}

/**
 * Reads a file of text that anyone may have written: nothing is made of it before its size and its lines are known to be
 * within the limits. A byte order mark is left out.
 *
 * @throws {RUNNER_TEXT_UNUSABLE} when it is beyond a limit, or not text in UTF-8.
 */
export async function readTextFile(path: string, limits: TextLimits): Promise<string> {
  await using file = await open(path, 'r');
  return await readOpenText(file, path, limits);
}

/**
 * The same of a file that is open.
 *
 * @param name - for the message
 * @throws {RUNNER_TEXT_UNUSABLE} when it is beyond a limit, or not text in UTF-8.
 */
export async function readOpenText(file: FileHandle, name: string, limits: TextLimits): Promise<string> {
  const { size } = await file.stat();
  if (size > bytesOf(limits)) throw tooLarge(name, limits);
  // A buffer beyond the file's size would have the garbage collector run for every few records of a large batch.
  const highWaterMark = size === 0 ? undefined : Math.min(1 << 20, size + 1);
  const stream = file.createReadStream({ highWaterMark, end: bytesOf(limits), autoClose: false });
  return readText(stream, name, limits);
}

/**
 * The same of what comes from a stream, which is given up at the limit.
 *
 * @param name - for the message
 * @throws {RUNNER_TEXT_UNUSABLE} when it is beyond a limit, or not text in UTF-8.
 */
export async function readText(
  stream: AsyncIterable<Uint8Array>,
  name: string,
  limits: TextLimits,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    // A file may grow while it is read, and a pipe does not say how much will come.
    if (size > bytesOf(limits)) throw tooLarge(name, limits);
  }
  const bytes = Buffer.concat(chunks, size);
  const { maxLines, maxLineLength } = limits;
  if (maxLines !== undefined && hasMoreLines(bytes, maxLines))
    throw refusal(name, 'too-many-lines', `has more than ${maxLines} lines, the most that are read`);
  const text = decoded(bytes, name);
  if (maxLineLength !== undefined && text.split('\n').some(line => line.length > maxLineLength))
    throw refusal(name, 'line-too-long', `has a line of more than ${maxLineLength} characters`);
  return text;
}

function decoded(bytes: Buffer, name: string): string {
  const problem = 'is not text in UTF-8; save it as UTF-8';
  // UTF-16 of plain letters is valid UTF-8 too, with a zero byte beside each.
  if (bytes.includes(0)) throw refusal(name, 'not-utf-8', problem);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw refusal(name, 'not-utf-8', problem, error);
  }
}

function hasMoreLines(bytes: Buffer, maxLines: number): boolean {
  let lines = 0;
  for (let start = 0; start < bytes.length; lines += 1) {
    if (lines === maxLines) return true;
    const end = bytes.indexOf(0x0a, start);
    start = end === -1 ? bytes.length : end + 1;
  }
  return false;
}

const bytesOf = ({ maxMebibytes }: TextLimits): number => maxMebibytes * 1024 ** 2;

function tooLarge(name: string, { maxMebibytes }: TextLimits): TextUnusableError {
  return refusal(name, 'too-large', `is larger than ${maxMebibytes} MiB, the most that is read`);
}

function refusal(name: string, reason: TextUnusableReason, problem: string, cause?: unknown) {
  return new TextUnusableError(`"${name}" ${problem}.`, { reason, problem, cause });
}
