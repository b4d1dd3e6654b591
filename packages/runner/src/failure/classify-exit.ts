import {
  CommandInvalidError,
  DescriptorsExhaustedError,
  FfmpegMissingError,
  InputDamagedError,
  InputInvalidError,
  InputRefusedError,
  InputUnusableError,
  MemoryExhaustedError,
  OutputTooLargeError,
  ProcessCrashedError,
  type RunFacts,
  RunFailedError,
  type RunnerError,
  SpaceExhaustedError,
} from '../errors.ts';
import { fatalInSpiteOfSuccess, type StderrMeaning } from './stderr-table.ts';

/** How a program ended without having been stopped. */
export interface ObservedExit {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The strongest meaning that standard error had. */
  readonly meaning: StderrMeaning | null;
  /** The line that had it. */
  readonly line: string | null;
}

// What 7.1 says by its exit code alone: the low byte of the negated error. 5.1 exits with 1 for nearly everything.
// 234 (invalid argument) and 187 (an external library) stand for too much to decide anything without a text.
const meaningOfCode: Readonly<Record<number, StderrMeaning>> = {
  8: 'command-invalid',
  69: 'input-damaged',
  183: 'input-invalid',
  228: 'no-space',
  232: 'too-many-files',
  235: 'input-directory',
  243: 'input-permission',
  244: 'out-of-memory',
  254: 'input-missing',
};

const crashSignals = new Set(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGTRAP', 'SIGSYS']);

/** What shells and the programs in front of ffmpeg say when they cannot start it. */
const couldNotExecute = new Set([126, 127]);

/** What a wrapper script makes of a signal. */
const signalOfCode: Readonly<Record<number, string>> = {
  132: 'SIGILL',
  134: 'SIGABRT',
  135: 'SIGBUS',
  136: 'SIGFPE',
  137: 'SIGKILL',
  139: 'SIGSEGV',
  153: 'SIGXFSZ',
};

/**
 * Turns the end of an ffmpeg or ffprobe into the failure that it was, or `null` for a success. Pure.
 * A death by `SIGKILL` that we did not send is taken for the kernel's out-of-memory killer.
 */
export function classifyExit(exit: ObservedExit, facts: RunFacts): RunnerError | null {
  const signal = exit.signal ?? signalOfCode[exit.exitCode ?? 0] ?? null;
  if (signal === 'SIGKILL') {
    return new MemoryExhaustedError(
      'The process was killed from outside, most likely for its memory.',
      facts,
    );
  }
  if (signal === 'SIGXFSZ') {
    return new OutputTooLargeError('The output grew beyond its limit.', facts);
  }
  if (signal !== null && crashSignals.has(signal)) {
    return new ProcessCrashedError(`The process crashed (${signal}).`, facts);
  }
  if (exit.exitCode === 0) {
    const fatal = exit.meaning !== null && fatalInSpiteOfSuccess.has(exit.meaning);
    return fatal && exit.meaning !== null ? failureFor(exit.meaning, exit.line, facts) : null;
  }
  if (couldNotExecute.has(exit.exitCode ?? 0) && !isExhaustion(exit.meaning)) {
    return new FfmpegMissingError(`The program cannot be executed${lastLine(facts.stderrTail)}`, facts);
  }
  const meaning = exit.meaning ?? meaningOfCode[exit.exitCode ?? 0] ?? null;
  if (meaning !== null) return failureFor(meaning, exit.line, facts);
  const end = signal === null ? `exit code ${exit.exitCode}` : signal;
  return new RunFailedError(`The process failed (${end})${lastLine(facts.stderrTail)}`, facts);
}

/** Whether the loader of shared libraries ran out of something. */
function isExhaustion(meaning: StderrMeaning | null): boolean {
  return meaning === 'too-many-files' || meaning === 'out-of-memory';
}

function failureFor(meaning: StderrMeaning, line: string | null, facts: RunFacts): RunnerError {
  const detail = line === null ? '.' : `: ${line}`;
  switch (meaning) {
    case 'refused':
      return new InputRefusedError(`The input asked for something that is not allowed${detail}`, facts);
    case 'out-of-memory':
      return new MemoryExhaustedError(`Memory ran out${detail}`, facts);
    case 'no-space':
      return new SpaceExhaustedError(`No space was left for the output${detail}`, facts);
    case 'too-many-files':
      return new DescriptorsExhaustedError(`Too many files are open${detail}`, facts);
    case 'command-invalid':
      return new CommandInvalidError(`ffmpeg does not accept the command${detail}`, facts);
    case 'input-changes':
      return new InputInvalidError(
        'The audio of the input changes its channels or its sample rate midway, which no variant can follow.',
        facts,
      );
    case 'input-damaged':
      return new InputDamagedError(`Too much of the input could not be decoded${detail}`, facts);
    case 'input-missing':
      return new InputUnusableError(`An input is missing${detail}`, { ...facts, reason: 'missing' });
    case 'input-permission':
      return new InputUnusableError(`An input cannot be read${detail}`, { ...facts, reason: 'permission' });
    case 'input-directory':
      return new InputUnusableError(`An input is a folder${detail}`, { ...facts, reason: 'directory' });
    case 'input-invalid':
      return new InputInvalidError(`The input is not media that can be read${detail}`, facts);
  }
}

function lastLine(tail: string): string {
  const line = tail.trimEnd().split('\n').at(-1);
  return line === undefined || line === '' ? '.' : `: ${line}`;
}
