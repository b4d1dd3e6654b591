import { type Ffmpeg, openInput, runTool } from '@variegate/runner';
import { WorkFailedError } from '../errors.ts';

/** One encode by hand. */
export interface PlainRun {
  readonly ffmpeg: Ffmpeg;
  /** Absolute path of the file that is read. */
  readonly source: string;
  /** Makes the words after the global options. */
  readonly argumentsFor: (inputUrl: string) => readonly string[];
  readonly signal: AbortSignal | undefined;
}

/** What one encode took, as ffmpeg itself tells it. */
export interface PlainRunFigures {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly peakMemoryBytes: number | null;
  /** What ffmpeg wrote to standard error that it does not always write. */
  readonly messages: string;
}

/** Far above what any encode takes: a guard, not a limit. */
const timeoutMs = 6 * 3600 * 1000;
const maxFileBytes = 1024 ** 4;

/**
 * Runs ffmpeg once, so that it ends with this process, and with the signal.
 *
 * @throws {BENCHMARK_WORK_FAILED} when it fails.
 */
export async function runFfmpeg({
  ffmpeg,
  source,
  argumentsFor,
  signal,
}: PlainRun): Promise<PlainRunFigures> {
  await using input = await openInput(source, 'video');
  const result = await runTool({
    program: 'ffmpeg',
    ffmpeg,
    arguments: argumentsFor(input.ffmpegUrl),
    inputs: [input],
    maxFileBytes,
    timeoutMs,
    signal,
  });
  if (result.failure !== null || result.exitCode !== 0) {
    throw new WorkFailedError(
      `An encode that was to be timed failed: ${result.stderrTail.trim().slice(-400)}`,
      {
        cause: result.failure,
      },
    );
  }
  const { cpuSeconds, durationSeconds, peakMemoryBytes, stderrTail } = result;
  return { cpuSeconds, wallSeconds: durationSeconds, peakMemoryBytes, messages: stderrTail };
}
