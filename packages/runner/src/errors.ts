import { CodedError, type Retry } from '@variegate/ground';

/** What is known about a process that has ended, whether it succeeded or failed. */
export interface RunFacts {
  /** Program and arguments as they were started. */
  readonly argv: readonly string[];
  /** The last 32 kB of standard error, without ffmpeg's informational lines. */
  readonly stderrTail: string;
  /** Wall-clock time, in seconds. */
  readonly durationSeconds: number;
  /** User and system time of the process, in seconds. */
  readonly cpuSeconds: number;
  /** Highest resident size, in bytes; `null` where nothing could measure it. */
  readonly peakMemoryBytes: number | null;
}

/** What every {@link RunnerError} can be built from. */
export interface RunnerErrorOptions extends Partial<RunFacts> {
  readonly cause?: unknown;
}

/** The base of every failure of this package: what the process left behind comes with it. */
export abstract class RunnerError extends CodedError {
  readonly argv?: readonly string[];
  readonly stderrTail?: string;
  readonly durationSeconds?: number;
  readonly cpuSeconds?: number;
  readonly peakMemoryBytes?: number | null;

  constructor(message: string, { cause, ...facts }: RunnerErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    if (facts.argv !== undefined) this.argv = facts.argv;
    if (facts.stderrTail !== undefined) this.stderrTail = facts.stderrTail;
    if (facts.durationSeconds !== undefined) this.durationSeconds = facts.durationSeconds;
    if (facts.cpuSeconds !== undefined) this.cpuSeconds = facts.cpuSeconds;
    if (facts.peakMemoryBytes !== undefined) this.peakMemoryBytes = facts.peakMemoryBytes;
  }
}

const never: Retry = { kind: 'never' };

/**
 * No usable ffmpeg or ffprobe was found; the message says how to get one.
 *
 * @remedy Install ffmpeg and ffprobe, or name them with `VARIEGATE_FFMPEG`.
 */
export class FfmpegMissingError extends RunnerError {
  override readonly code = 'RUNNER_FFMPEG_MISSING';
  override readonly retry = never;
}

/**
 * The ffmpeg that was found is older than the oldest that is known to work; the message says how to get a newer one.
 *
 * @remedy Install a newer ffmpeg, and name it with `VARIEGATE_FFMPEG`.
 */
export class FfmpegTooOldError extends RunnerError {
  override readonly code = 'RUNNER_FFMPEG_TOO_OLD';
  override readonly retry = never;
}

/** Why a path cannot be an input; the last two only where inputs must lie under a given folder. */
export type InputUnusableReason =
  | 'missing'
  | 'not-utf8'
  | 'directory'
  | 'not-a-file'
  | 'empty'
  | 'permission'
  | 'outside-root'
  | 'several-names';

/**
 * The path does not lead to a readable, regular, non-empty file, or to none that may be an input.
 *
 * @remedy Name a regular file that you may read, under the input root where there is one.
 */
export class InputUnusableError extends RunnerError {
  override readonly code = 'RUNNER_INPUT_UNUSABLE';
  override readonly retry = never;
  readonly reason: InputUnusableReason;

  constructor(message: string, options: RunnerErrorOptions & { readonly reason: InputUnusableReason }) {
    const { reason, ...rest } = options;
    super(message, rest);
    this.reason = reason;
  }
}

/** Why a file cannot be read as text. */
export type TextUnusableReason = 'too-large' | 'too-many-lines' | 'line-too-long' | 'not-utf-8';

/**
 * A file of text is beyond what is read of one, or is not text in UTF-8.
 *
 * @remedy Make the file smaller, or save it as UTF-8.
 */
export class TextUnusableError extends RunnerError {
  override readonly code = 'RUNNER_TEXT_UNUSABLE';
  override readonly retry = never;
  readonly reason: TextUnusableReason;
  /** What is wrong, as it follows the name of the file. */
  readonly problem: string;

  constructor(
    message: string,
    options: RunnerErrorOptions & { readonly reason: TextUnusableReason; readonly problem: string },
  ) {
    const { reason, problem, ...rest } = options;
    super(message, rest);
    this.reason = reason;
    this.problem = problem;
  }
}

/**
 * The input is not media that ffmpeg can read: empty, text, an unfinished file.
 *
 * @remedy Use a video that ffprobe can read.
 */
export class InputInvalidError extends RunnerError {
  override readonly code = 'RUNNER_INPUT_INVALID';
  override readonly retry = never;
}

/**
 * The input asked for something that the hardened flags forbid. Worth an alert: it may be an attack.
 *
 * @remedy Find out where the file comes from: it asks ffmpeg for other files or for the network.
 */
export class InputRefusedError extends RunnerError {
  override readonly code = 'RUNNER_INPUT_REFUSED';
  override readonly retry = never;
}

/**
 * More of the input could not be decoded than is tolerated.
 *
 * @remedy Use a whole copy of the source, or repair it.
 */
export class InputDamagedError extends RunnerError {
  override readonly code = 'RUNNER_INPUT_DAMAGED';
  override readonly retry = never;
}

/**
 * ffmpeg does not know an option, a filter or an encoder, or an encoder does not take the size: a mistake of the caller.
 *
 * @remedy Report it with the output of `variegate doctor --json`, unless a transformation of your own wrote the graph.
 */
export class CommandInvalidError extends RunnerError {
  override readonly code = 'RUNNER_COMMAND_INVALID';
  override readonly retry = never;
}

/**
 * The file system is full, or a quota is used up.
 *
 * @remedy Make room, and run it again: finished variants stay.
 */
export class SpaceExhaustedError extends RunnerError {
  override readonly code = 'RUNNER_NO_SPACE';
  override readonly retry: Retry = { kind: 'when-space' };
}

/**
 * An allocation failed, or the process was killed from outside, which is how the kernel ends memory hogs.
 *
 * @remedy Run fewer variants in parallel (`--max-workers`), or set `--memory-limit` to what the machine really has.
 */
export class MemoryExhaustedError extends RunnerError {
  override readonly code = 'RUNNER_OUT_OF_MEMORY';
  override readonly retry: Retry = { kind: 'more-memory', atMost: 2 };
}

/**
 * The process took more memory than it was allowed, and was stopped.
 *
 * @remedy Use a smaller source, or give the process more memory.
 */
export class MemoryLimitExceededError extends RunnerError {
  override readonly code = 'RUNNER_MEMORY_LIMIT';
  override readonly retry = never;
}

/**
 * The process crashed (segmentation fault, abort, illegal instruction).
 *
 * @remedy Run it again. If it crashes again, use another version of ffmpeg, and report the source to its makers.
 */
export class ProcessCrashedError extends RunnerError {
  override readonly code = 'RUNNER_CRASHED';
  override readonly retry: Retry = { kind: 'now', atMost: 1 };
}

/**
 * This process or the whole system has no file descriptors or processes left.
 *
 * @remedy Raise the limits of the system (`ulimit -n`, `ulimit -u`), or run fewer variants in parallel.
 */
export class DescriptorsExhaustedError extends RunnerError {
  override readonly code = 'RUNNER_TOO_MANY_FILES';
  override readonly retry: Retry = { kind: 'after', afterMs: 1000, atMost: 3 };
}

/**
 * The wall-clock limit was reached.
 *
 * @remedy Give it more time with `--timeout`, or use a faster `--preset`.
 */
export class RunTimedOutError extends RunnerError {
  override readonly code = 'RUNNER_TIMED_OUT';
  override readonly retry: Retry = { kind: 'now', atMost: 1 };
}

/**
 * The process ran without getting anywhere for longer than the stall limit. What stood still on its way may have met with
 * a moment's trouble; what never got as far as a frame would not in another try either.
 *
 * @remedy Look at the storage that the source is read from, and try a smaller or a repaired source.
 */
export class RunStalledError extends RunnerError {
  override readonly code = 'RUNNER_STALLED';
  override readonly retry: Retry;
  /** Whether a frame, media time or bytes had come out before. */
  readonly hasProgressed: boolean;

  constructor(message: string, options: RunnerErrorOptions & { readonly hasProgressed: boolean }) {
    const { hasProgressed, ...rest } = options;
    super(message, rest);
    this.hasProgressed = hasProgressed;
    this.retry = hasProgressed ? { kind: 'now', atMost: 1 } : never;
  }
}

/**
 * The caller's signal was aborted; its reason is the `cause`.
 *
 * @remedy Run it again; finished variants stay.
 */
export class RunCancelledError extends RunnerError {
  override readonly code = 'RUNNER_CANCELLED';
  override readonly retry = never;
}

/**
 * The output reached its size limit, so it is cut.
 *
 * @remedy Raise the limit, or use a smaller source or a higher `--crf`.
 */
export class OutputTooLargeError extends RunnerError {
  override readonly code = 'RUNNER_OUTPUT_TOO_LARGE';
  override readonly retry = never;
}

/**
 * ffmpeg reported success but did not finish the file.
 *
 * @remedy Run it again. If it fails again, look at the disk.
 */
export class OutputIncompleteError extends RunnerError {
  override readonly code = 'RUNNER_OUTPUT_INCOMPLETE';
  override readonly retry: Retry = { kind: 'now', atMost: 1 };
}

/**
 * The target folder is missing, read-only, or not ours to write to.
 *
 * @remedy Give yourself the right to write there, or name another folder.
 */
export class OutputUnwritableError extends RunnerError {
  override readonly code = 'RUNNER_OUTPUT_UNWRITABLE';
  override readonly retry = never;
}

/**
 * The output folder does not lie under the folder that outputs must go to.
 *
 * @remedy Name a folder under the output root.
 */
export class OutputOutsideRootError extends RunnerError {
  override readonly code = 'RUNNER_OUTPUT_OUTSIDE_ROOT';
  override readonly retry = never;
}

/**
 * The target exists and may not be replaced.
 *
 * @remedy Choose another name, or move the file away.
 */
export class OutputExistsError extends RunnerError {
  override readonly code = 'RUNNER_OUTPUT_EXISTS';
  override readonly retry = never;
}

/**
 * The storage failed while a file was being made durable or published.
 *
 * @remedy Look at the disk or the network folder, and run it again: finished variants stay.
 */
export class StorageFailedError extends RunnerError {
  override readonly code = 'RUNNER_STORAGE_FAILED';
  override readonly retry: Retry = { kind: 'after', afterMs: 1000, atMost: 2 };
}

/**
 * ffmpeg failed in a way that is not in the table.
 *
 * @remedy Read the last lines of ffmpeg with `--verbose`.
 */
export class RunFailedError extends RunnerError {
  override readonly code = 'RUNNER_FAILED';
  override readonly retry: Retry = { kind: 'now', atMost: 1 };
}
