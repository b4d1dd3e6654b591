import { type ExitCode, exitCodes } from './exit-codes.ts';
import { flagOf } from './options/library-options.ts';
import type { Terminal } from './terminal.ts';
import { printable } from './text/format.ts';

/** Prints an error as one sentence, with its stack and ffmpeg's last lines where the user wants more. */
export function reportError(error: unknown, { stderr }: Terminal, verbose: boolean): ExitCode {
  const expected = isExpected(error);
  stderr.write(`variegate: ${expected ? printable(sentenceOf(error)) : unexpected(error)}\n`);
  if (verbose && error instanceof Error) {
    stderr.write(`${isExpected(error) ? `${error.code}: ` : ''}${error.stack ?? ''}\n`);
    const { stderrTail } = error as { stderrTail?: unknown };
    if (typeof stderrTail === 'string') stderr.write(`${stderrTail}\n`);
  }
  return expected ? exitCodes.notStarted : exitCodes.internal;
}

/** Errors that these packages throw on purpose have a code and say whether to try again. */
function isExpected(error: unknown): error is Error & { readonly code: string } {
  if (!(error instanceof Error)) return false;
  const { code, retry } = error as { code?: unknown; retry?: unknown };
  return typeof code === 'string' && typeof retry === 'object' && retry !== null;
}

function sentenceOf(error: Error & { readonly code: string }): string {
  const { option } = error as { option?: unknown };
  const flag = typeof option === 'string' ? flagOf(option) : null;
  if (flag === null || typeof option !== 'string') return error.message;
  return error.message.replace(new RegExp(`^(Option ')?${option}'?`), flag);
}

function unexpected(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `internal error: ${printable(message)} (-v shows more)`;
}
