import {
  InputDamagedError,
  InputInvalidError,
  InputRefusedError,
  inputArguments,
  MemoryExhaustedError,
  MemoryLimitExceededError,
  type OpenInput,
  RunFailedError,
  type RunnerError,
  runTool,
} from '@variegate/runner';
import { MediaUnusableError } from '../errors.ts';
import { describeExceededLimit, limitInMessages, type SourceLimits } from '../source-limits.ts';
import type { Common, Opened } from '../with-ffmpeg.ts';
import { type FfprobeOutput, parseFfprobeOutput } from './ffprobe-output.ts';

/** How a file is probed. */
export interface ProbeOptions extends Common {
  /** @default {@link defaultSourceLimits}, each limit separately */
  readonly limits?: Partial<SourceLimits> | undefined;
  /** Wall clock for each run of ffprobe, in milliseconds, > 0. @default 120000 */
  readonly timeoutMs?: number | undefined;
  /**
   * Most memory of each run of ffprobe, in bytes, > 0; a file that takes more is refused (Linux; elsewhere nothing shows it).
   * @default 2147483648 (2 GiB)
   */
  readonly maxMemoryBytes?: number | undefined;
}

/** Memory in which every video opens that is within the default limits, in bytes. */
export const defaultProbeMemoryBytes = 2 * 1024 ** 3;

/**
 * What ffprobe says of an input, through the options that are allowed for its kind; `null` where it says nothing readable.
 *
 * @throws {INSPECT_MEDIA_UNUSABLE} when the input is not media of its kind, or beyond a limit.
 */
export async function runFfprobe(
  input: OpenInput,
  sections: readonly string[],
  limits: SourceLimits,
  options: Opened<ProbeOptions>,
): Promise<FfprobeOutput | null> {
  return parseFfprobeOutput(await outputOf(input, ['-of', 'json', ...sections], limits, options));
}

/**
 * What ffprobe writes of an input in the chosen form, as text, or to `onBytes` while it arrives.
 *
 * @throws {INSPECT_MEDIA_UNUSABLE} when the input is not media of its kind, or beyond a limit.
 * @throws whatever `onBytes` throws.
 */
export async function outputOf(
  input: OpenInput,
  sections: readonly string[],
  limits: SourceLimits,
  options: Opened<ProbeOptions>,
  onBytes?: (chunk: Uint8Array) => void,
): Promise<string> {
  const { maxStreams, maxPixels } = limits;
  const { ffmpeg, timeoutMs = 120_000, maxMemoryBytes = defaultProbeMemoryBytes, signal } = options;
  const { failure, stdout, stderrTail } = await runTool({
    program: 'ffprobe',
    ffmpeg,
    arguments: [
      // Some versions leave out what is beyond their limit without a word, so one too many shows that there are more.
      ...inputArguments(input.kind, { maxStreams: maxStreams + 1, maxPixels }),
      ...[...sections, '-i', input.ffmpegUrl],
    ],
    ...(onBytes === undefined ? {} : { stdout: { bytes: onBytes } }),
    inputs: [input],
    ...{ timeoutMs, maxMemoryBytes, signal },
  }).catch((error: unknown) => {
    throw error instanceof MemoryLimitExceededError ? tooMuchMemory(input, maxMemoryBytes, error) : error;
  });
  const limit = limitInMessages(stderrTail, limits);
  if (limit !== null) {
    throw new MediaUnusableError(input.path, describeExceededLimit(limit), {
      reason: 'limit',
      limit,
      cause: failure,
    });
  }
  if (failure === null) return stdout;
  if (asksForTooMuch(failure)) {
    const detail = 'asks for more memory than any video needs to be opened: most likely its index is damaged';
    throw new MediaUnusableError(input.path, detail, { reason: 'not-media', cause: failure });
  }
  if (!saysSomethingOfTheFile(failure)) throw failure;
  const format = formatNotAllowed(stderrTail);
  const detail =
    format === null ? 'is not a media file that can be read' : `is of a format that is not read (${format})`;
  throw new MediaUnusableError(input.path, detail, { reason: 'not-media', cause: failure });
}

function tooMuchMemory(
  { path }: OpenInput,
  maxMemoryBytes: number,
  cause: MemoryLimitExceededError,
): MediaUnusableError {
  const detail = `takes more than ${Math.round(maxMemoryBytes / 1e6)} MB of memory to be opened, the most that a file may take`;
  return new MediaUnusableError(path, detail, { reason: 'memory', cause });
}

/** The format that was found and is not on the list, by ffmpeg's name, such as `hls` of `[hls @ 0x55d0] [error] Format not on ...`. */
function formatNotAllowed(stderr: string): string | null {
  return /\[([\w,]+) @ [^\]]*\](?: \[\w+\])? Format not on whitelist/.exec(stderr)?.[1] ?? null;
}

/** Memory that a machine has to have left, in bytes, for a refused allocation to be the file's fault. */
const enoughToOpen = 1024 ** 3;

/** Whether ffprobe was refused memory while the machine had plenty: a header that lies about a table is one block too large. */
function asksForTooMuch(failure: RunnerError): boolean {
  return (
    failure instanceof MemoryExhaustedError &&
    (failure.peakMemoryBytes ?? 0) < enoughToOpen &&
    process.availableMemory() > enoughToOpen
  );
}

/** Memory, descriptors, a crash or a wrong option are not the file's fault. */
function saysSomethingOfTheFile(failure: RunnerError): boolean {
  return (
    failure instanceof InputInvalidError ||
    failure instanceof InputRefusedError ||
    failure instanceof InputDamagedError ||
    failure instanceof RunFailedError
  );
}
