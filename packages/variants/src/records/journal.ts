import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { openOwnFile } from '@variegate/runner';

/** An append-only file of JSON lines, each on the disk before its append is over. */
export interface Journal extends AsyncDisposable {
  /** Adds one line; resolves once it is on the disk. Lines that arrive together share one sync. */
  append(entry: object): Promise<void>;
}

/**
 * Opens a journal, making it where there is none. A line that an earlier process did not finish is closed with a
 * line break, so that it spoils no later one.
 *
 * @throws {RUNNER_OUTPUT_UNWRITABLE} when it is a link or no regular file.
 */
export async function openJournal(path: string): Promise<Journal> {
  const file = await openOwnFile(path, constants.O_RDWR | constants.O_CREAT | constants.O_APPEND);
  try {
    await closeTornLine(file);
  } catch (error) {
    await file.close();
    throw error;
  }
  return new FileJournal(file);
}

/** The entries of a journal in order; lines that are not JSON objects, as a crash can leave one, are left out. */
export async function* readJournal(path: string): AsyncGenerator<Readonly<Record<string, unknown>>> {
  await using file = await openOwnFile(path, constants.O_RDONLY);
  for await (const line of file.readLines()) {
    const entry = parseLine(line);
    if (entry !== null) yield entry;
  }
}

class FileJournal implements Journal {
  readonly #file: FileHandle;
  #waiting: string[] = [];
  #round: Promise<void> | null = null;
  #writing: Promise<void> = Promise.resolve();
  #torn = false;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  append(entry: object): Promise<void> {
    this.#waiting.push(`${JSON.stringify(entry)}\n`);
    this.#round ??= this.#writeNextRound();
    return this.#round;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writing.catch(() => {});
    await this.#file.close();
  }

  #writeNextRound(): Promise<void> {
    const round = this.#writing
      .catch(() => {})
      .then(async () => {
        const lines = this.#waiting.join('');
        this.#waiting = [];
        this.#round = null;
        // A write that failed half-way, on a full disk, left a line that the next one must not continue.
        const text = this.#torn ? `\n${lines}` : lines;
        this.#torn = true;
        await this.#file.appendFile(text);
        await this.#file.datasync();
        this.#torn = false;
      });
    this.#writing = round;
    return round;
  }
}

async function closeTornLine(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  if (size === 0) return;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  if (buffer[0] !== 0x0a) await file.appendFile('\n');
}

function parseLine(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}
