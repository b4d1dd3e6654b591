import type { FfmpegCommand } from '@variegate/core-filters';
import { type Ffmpeg, openInput, runTool } from '@variegate/runner';
import { assetLibrary, openCommandInputs } from '@variegate/variants/internal';
import { WorkFailedError } from '../errors.ts';

/** One run of ffmpeg by hand. */
export interface PlainRun {
  readonly ffmpeg: Ffmpeg;
  /** Absolute path of the file that is read. */
  readonly source: string;
  /** What is read: the source, and the assets of a plan. @default the source alone */
  readonly inputs?: FfmpegCommand['inputs'];
  /** Makes the words after the global options; it is given those that name the inputs. */
  readonly argumentsFor: (inputWords: readonly string[]) => readonly string[];
  readonly signal: AbortSignal | undefined;
}

/** What one run took, as ffmpeg itself reports it. */
export interface PlainRunFigures {
  /** User and system time. */
  readonly cpuSeconds: number;
  /** What ffmpeg wrote to standard output. */
  readonly stdout: string;
}

/** Far above what any encode takes: a guard, not a limit. */
const timeoutMs = 6 * 3600 * 1000;
const maxFileBytes = 1024 ** 4;

const sourceAlone: FfmpegCommand['inputs'] = [{ kind: 'video', media: 'source', inputArguments: [] }];

/**
 * Runs ffmpeg once, so that it ends with this process, and with the signal.
 *
 * @throws {BENCHMARK_WORK_FAILED} when it fails.
 */
export async function runFfmpeg(run: PlainRun): Promise<PlainRunFigures> {
  const { ffmpeg, source, inputs = sourceAlone, argumentsFor, signal } = run;
  await using input = await openInput(source, 'video');
  const assets = assetLibrary({ files: [], cacheFolder: null, signal });
  await using opened = await openCommandInputs({ inputs }, input, assets);
  const words = opened.inputs.flatMap(({ ffmpegUrl }, index) => inputWords(inputs[index], ffmpegUrl));
  const result = await runTool({
    program: 'ffmpeg',
    ffmpeg,
    arguments: argumentsFor(words),
    inputs: opened.inputs,
    maxFileBytes,
    timeoutMs,
    signal,
  });
  if (result.failure !== null || result.exitCode !== 0) {
    const lastWords = result.stderrTail.trim().slice(-400);
    throw new WorkFailedError(`An ffmpeg that was to be measured failed: ${lastWords}`, {
      cause: result.failure,
    });
  }
  return { cpuSeconds: result.cpuSeconds, stdout: result.stdout };
}

/** The words that name one input. */
export function inputWords(
  input: FfmpegCommand['inputs'][number] | undefined,
  url: string,
): readonly string[] {
  return [...(input?.inputArguments ?? []), '-i', url];
}
