import { basename, dirname, resolve } from 'node:path';
import type { FfmpegCommand } from '@variegate/core-filters';
import { encodeToScratch } from './encode-to-scratch.ts';
import { RunCancelledError, type RunFacts, RunnerError } from './errors.ts';
import { EventLog } from './event-log.ts';
import { sha256OfOwnFile } from './output/own-file.ts';
import { publishFile } from './output/publish-file.ts';
import { createScratchFile, type ScratchFile } from './output/scratch-file.ts';
import { storageFailure } from './output/storage-failure.ts';
import type { Rendering, RenderOptions, RenderProgressEvent, RenderResult, RenderStep } from './rendering.ts';

/**
 * Renders a command into a file that appears under its name only once it is whole: a scratch file in the target's
 * folder, ffmpeg, the given verification, fsync, publication. Never retries. Disposing of the rendering cancels
 * it and waits for its end.
 *
 * Failures reject `result`, with a `RunnerError` or with whatever `verify` threw. Nothing is published then, with one
 * exception: where an existing file is replaced and the storage fails after the rename, the new file, whole and
 * verified, has taken its place.
 */
export function render<V>(command: FfmpegCommand, options: RenderOptions<V>): Rendering<V> {
  const disposal = new AbortController();
  const signal = AbortSignal.any([
    disposal.signal,
    ...(options.signal === undefined ? [] : [options.signal]),
  ]);
  const events = new EventLog<RenderStep, RenderProgressEvent>();
  const result = renderToFile(command, options, signal, events).finally(() => events.close());
  // A caller that reads the events first must not be ended by a rejection that it is about to await.
  result.catch(() => {});
  return {
    result,
    events,
    async [Symbol.asyncDispose]() {
      disposal.abort(new Error('The rendering was disposed of.'));
      await Promise.allSettled([result]);
    },
  };
}

async function renderToFile<V>(
  command: FfmpegCommand,
  options: RenderOptions<V>,
  signal: AbortSignal,
  events: EventLog<RenderStep, RenderProgressEvent>,
): Promise<RenderResult<V>> {
  const outputPath = resolve(options.outputPath);
  const scratch = await createScratchFile(dirname(outputPath));
  let isHeld = false;
  const hold = () => {
    isHeld = true;
    return scratch;
  };
  try {
    return await renderThrough({ scratch, hold }, outputPath, command, options, signal, events);
  } catch (error) {
    nameOutput(error, scratch.path, outputPath);
    throw error;
  } finally {
    if (!isHeld) await scratch[Symbol.asyncDispose]();
  }
}

/** The scratch name means nothing to anyone, and soon it is gone; ffmpeg and all that looks at the file know no other. */
function nameOutput(error: unknown, scratchPath: string, outputPath: string): void {
  if (error instanceof Error)
    error.message = error.message.replaceAll(basename(scratchPath), basename(outputPath));
}

async function renderThrough<V>(
  { scratch, hold }: { readonly scratch: ScratchFile; readonly hold: () => ScratchFile },
  outputPath: string,
  command: FfmpegCommand,
  options: RenderOptions<V>,
  signal: AbortSignal,
  events: EventLog<RenderStep, RenderProgressEvent>,
): Promise<RenderResult<V>> {
  const encoded = await encodeToScratch(command, options, scratch.path, signal, events);

  events.step({ type: 'verifying' });
  const { argv, stderrTail, durationSeconds, cpuSeconds, cpuSampled, peakMemoryBytes, bytes } = encoded;
  const facts = { bytes, renderCpuSeconds: cpuSeconds, cpuSampled, peakMemoryBytes };
  const context = { ...facts, signal, hold };
  const verification = await unlessCancelled(signal, encoded, () => options.verify(scratch.path, context));
  const sha256 = await unlessCancelled(signal, encoded, () => digestOf(scratch.path));
  await publishFile({ scratchPath: scratch.path, targetPath: outputPath, replace: options.replace });
  events.step({ type: 'published', path: outputPath });

  return { ...facts, outputPath, sha256, durationSeconds, argv, stderrTail, verification };
}

/** The outcome of a piece of work, or the cancellation, which also explains any failure that came after it. */
async function unlessCancelled<T>(signal: AbortSignal, facts: RunFacts, work: () => Promise<T>): Promise<T> {
  const [outcome] = await Promise.allSettled([work()]);
  if (signal.aborted) {
    throw new RunCancelledError('The render was cancelled.', { ...facts, cause: signal.reason });
  }
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

async function digestOf(path: string): Promise<string> {
  return sha256OfOwnFile(path).catch((error: unknown) => {
    throw error instanceof RunnerError ? error : storageFailure(error, path);
  });
}
