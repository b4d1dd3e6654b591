import type { Terminal } from '../terminal.ts';
import { formatSeconds, printable } from '../text/format.ts';
import { shellQuote } from '../text/shell-quote.ts';
import { LineFile } from './line-file.ts';

/** How serious a line of the log is. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** What a command notes in its log, beside what it shows. */
export interface CommandLog {
  /** Notes a sentence, and what it is about. */
  note(level: LogLevel, sentence: string, facts?: object): void;
  /** Appends a line that is one of a log already, as the service writes them. */
  append(line: string): void;
}

/** The log of a command that was not asked for one. */
const noLog: CommandLog = { note() {}, append() {} };

/**
 * Does the work of a command, with the log that its options name: its beginning, what it notes, the error that ends it, its end.
 *
 * @throws {CLI_LOG_FILE_UNUSABLE} and what the work throws
 */
export async function withLog<Code extends number>(
  { logFile, verbose }: { readonly logFile?: unknown; readonly verbose?: unknown },
  args: readonly string[],
  { stderr }: Terminal,
  work: (log: CommandLog) => Promise<Code>,
): Promise<Code> {
  if (typeof logFile !== 'string') return work(noLog);
  const startedMs = performance.now();
  await using file = await LineFile.open(logFile, code => {
    stderr.write(
      `variegate: the log cannot be written to ${printable(logFile)} (${code}); the work continues.\n`,
    );
  });
  const log = await openLog(file, verbose === true);
  log.note('info', `variegate ${shellQuote(args)}`, { args, cwd: process.cwd(), node: process.version });
  try {
    const exitCode = await work(log);
    const took = formatSeconds((performance.now() - startedMs) / 1000);
    log.note(exitCode === 0 ? 'info' : 'warn', `ended with exit code ${exitCode} after ${took}`, {
      exitCode,
    });
    return exitCode;
  } catch (error) {
    noteError(log, error);
    throw error;
  }
}

/** Notes an error that ends a command. */
export function noteError(log: CommandLog, error: unknown): void {
  const { message, code, stack }: NodeJS.ErrnoException =
    error instanceof Error ? error : new Error(String(error));
  log.note('error', message, { error: { code, message, stack } });
}

async function openLog(file: LineFile, verbose: boolean): Promise<CommandLog> {
  // Loaded here, as few commands write a log.
  const { pino } = await import('pino');
  const logger = pino(
    {
      level: verbose ? 'debug' : 'info',
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) },
    },
    { write: line => file.append(line) },
  );
  return {
    note: (level, sentence, facts = {}) => logger[level](facts, sentence),
    append: line => file.append(line),
  };
}
