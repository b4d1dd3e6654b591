import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { LogFileUnusableError } from '../errors.ts';

/** How every line of a log begins, so that no other file is taken for one. */
const beginning = '{"level":"';

/**
 * A file that lines are appended to, by several processes where need be. What cannot be written is lost: that is reported once,
 * and later lines are tried again.
 */
export class LineFile implements AsyncDisposable {
  readonly #file: FileHandle;
  readonly #onFailure: (code: string) => void;
  #pending = '';
  #writing: Promise<void> | null = null;
  /** Whether the file ends in the middle of a line. */
  #isTorn = false;
  #hasFailed = false;

  private constructor(file: FileHandle, onFailure: (code: string) => void) {
    this.#file = file;
    this.#onFailure = onFailure;
  }

  /**
   * @param onFailure - called with what the system says, such as `ENOSPC`, when a line could not be written; once
   * @throws {CLI_LOG_FILE_UNUSABLE} when it cannot be opened, or holds something else.
   */
  static async open(path: string, onFailure: (code: string) => void): Promise<LineFile> {
    const { O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK = 0 } = constants;
    try {
      await assertIsLog(path);
      // A FIFO that nobody reads would be waited for for ever.
      return new LineFile(await open(path, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK), onFailure);
    } catch (error) {
      if (error instanceof LogFileUnusableError) throw error;
      const { code, message } = error as NodeJS.ErrnoException;
      throw new LogFileUnusableError(path, `cannot be written (${code ?? message})`, { cause: error });
    }
  }

  /** Appends a line, which ends with its line feed, when those before it are written. */
  append(line: string): void {
    this.#pending += line;
    this.#writing ??= this.#writeAll();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writing;
    await this.#file.close().catch((error: unknown) => this.#fail(error));
  }

  async #writeAll(): Promise<void> {
    while (this.#pending !== '') {
      // Whole lines in one call: what two processes append at the same time does not mix.
      const bytes = Buffer.from(this.#isTorn ? `\n${this.#pending}` : this.#pending);
      this.#pending = '';
      let written = 0;
      try {
        while (written < bytes.length) written += (await this.#file.write(bytes, written)).bytesWritten;
      } catch (error) {
        this.#fail(error);
      }
      if (written > 0) this.#isTorn = bytes[written - 1] !== 0x0a;
    }
    this.#writing = null;
  }

  #fail(error: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    const { code, message } = error as NodeJS.ErrnoException;
    this.#onFailure(code ?? message);
  }
}

/** A mistyped name must not have lines appended to a video. */
async function assertIsLog(path: string): Promise<void> {
  const { O_RDONLY, O_NONBLOCK = 0 } = constants;
  let file: FileHandle;
  try {
    file = await open(path, O_RDONLY | O_NONBLOCK);
  } catch (error) {
    // One that may be written and not read is a log by its owner's word.
    if (['ENOENT', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return;
    throw error;
  }
  try {
    const found = await file.stat();
    if (found.isDirectory()) throw new LogFileUnusableError(path, 'is a folder');
    if (!found.isFile() || found.size === 0) return;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(beginning.length), 0, beginning.length, 0);
    if (buffer.toString('latin1', 0, bytesRead) !== beginning)
      throw new LogFileUnusableError(path, 'holds something else than a log');
  } finally {
    await file.close();
  }
}
