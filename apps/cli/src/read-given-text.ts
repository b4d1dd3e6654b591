import type { TextLimits } from '@variegate/runner';
import { UsageError } from './errors.ts';

/** Far beyond any plan or request. */
const limits: TextLimits = { maxMebibytes: 16 };

/**
 * The text of a file that the call names.
 *
 * @throws {CLI_USAGE} when it cannot be read, is too large, or is not text.
 */
export function readGivenFile(file: string): Promise<string> {
  return read(file, ({ readTextFile }) => readTextFile(file, limits));
}

/**
 * The text on standard input.
 *
 * @throws {CLI_USAGE} when it cannot be read, is too large, or is not text.
 */
export function readStandardInput(): Promise<string> {
  return read('-', ({ readText }) => readText(process.stdin, 'standard input', limits));
}

async function read(
  name: string,
  reading: (runner: typeof import('@variegate/runner')) => Promise<string>,
): Promise<string> {
  // Loaded here: help must not wait for all that runs ffmpeg.
  const runner = await import('@variegate/runner');
  try {
    return await reading(runner);
  } catch (error) {
    if (error instanceof runner.TextUnusableError) throw new UsageError(error.message);
    throw new UsageError(`"${name}" cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
