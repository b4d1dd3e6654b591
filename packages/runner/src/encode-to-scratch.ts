import { stat } from 'node:fs/promises';
import type { FfmpegCommand } from '@variegate/core-filters';
import { generousMaxBytes, renderArguments } from './argv/render-arguments.ts';
import { OutputIncompleteError, OutputTooLargeError } from './errors.ts';
import type { EventLog } from './event-log.ts';
import { storageFailure } from './output/storage-failure.ts';
import { runTool, type ToolResult } from './process/run-tool.ts';
import { ProgressTracker } from './progress/render-progress.ts';
import type { RenderOptions, RenderProgressEvent, RenderStep } from './rendering.ts';

/** An ffmpeg that ended well, and the size of what it wrote. */
export interface EncodedScratch extends ToolResult {
  readonly bytes: number;
}

const shortestDefaultTimeoutMs = 300_000;
const timeoutPerExpected = 20;
const shortestDefaultStallMs = 30_000;
const stallPerExpected = 1 / 4;

/** `-fs` acts between packets; the system's own limit on file sizes stands this far behind it. */
const capMarginBytes = 256 * 1024 * 1024;

/**
 * Runs the ffmpeg of a command into a scratch file. Exit code 0 alone is not success: the last report of progress must
 * have come, and the file must neither be empty nor have reached its cap.
 */
export async function encodeToScratch(
  command: FfmpegCommand,
  options: Omit<RenderOptions<unknown>, 'verify'>,
  scratchPath: string,
  signal: AbortSignal,
  events: EventLog<RenderStep, RenderProgressEvent>,
): Promise<EncodedScratch> {
  const { ffmpeg, inputs, resolveFile, limits = {}, decoderThreads = 1, filterThreads = 1 } = options;
  const maxBytes = options.maxBytes ?? generousMaxBytes(command.expected);
  const tracker = new ProgressTracker(command.expected);
  const expectedMs = (options.expectedSeconds ?? 0) * 1000;
  const startedAt = performance.now();
  let finished = false;

  const run = await runTool({
    program: 'ffmpeg',
    ffmpeg,
    inputs,
    arguments: renderArguments({
      ...{ command, inputs, resolveFile, limits, maxBytes, decoderThreads, filterThreads },
      outputPath: scratchPath,
    }),
    maxFileBytes: maxBytes + capMarginBytes,
    timeoutMs: options.timeoutMs ?? Math.max(shortestDefaultTimeoutMs, timeoutPerExpected * expectedMs),
    stallMs: options.stallMs ?? Math.max(shortestDefaultStallMs, stallPerExpected * expectedMs),
    signal,
    onStarted: pid => events.step({ type: 'started', pid }),
    onProgress: report => {
      finished ||= report.last;
      const progress = tracker.report(report, (performance.now() - startedAt) / 1000);
      events.progress({ type: 'progress', ...progress });
    },
  });

  if (run.failure !== null) throw run.failure;
  if (!finished) throw new OutputIncompleteError('ffmpeg ended without saying that it had finished.', run);
  return { ...run, bytes: await acceptedSize(scratchPath, maxBytes, run) };
}

async function acceptedSize(path: string, maxBytes: number, run: ToolResult): Promise<number> {
  const { size } = await stat(path).catch((error: unknown) => {
    throw storageFailure(error, path);
  });
  if (size === 0) throw new OutputIncompleteError('ffmpeg wrote nothing.', run);
  if (size >= maxBytes) {
    throw new OutputTooLargeError(`The output reached its limit of ${maxBytes} bytes and is cut.`, run);
  }
  return size;
}
