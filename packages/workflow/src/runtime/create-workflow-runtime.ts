import path from 'node:path';
import { openHost, resolveOptions } from '@variegate/variants/internal';
import { defaultAppId } from '../events/event-types.ts';
import { noNotifications } from '../notify/notification-rules.ts';
import type { WorkflowRuntimeOptions } from './runtime-options.ts';
import { WorkflowRuntime } from './workflow-runtime.ts';

/**
 * Makes what the functions run on in this process: the ffmpeg, the one queue, the roots.
 *
 * @throws {RUNNER_FFMPEG_MISSING} when there is no ffmpeg.
 * @throws {VARIANTS_OPTION_INVALID} | {SCHEDULER_OPTION_INVALID} when an option is outside what it may be.
 */
export async function createWorkflowRuntime(options: WorkflowRuntimeOptions = {}): Promise<WorkflowRuntime> {
  const { ffmpegPath, inputRoot = null, outputRoot = null, queuePatienceMs = 1_800_000 } = options;
  const { cacheFolder, memoryLimit, maxWorkers, minFreeBytes } = options;
  const shared = resolveOptions({
    outDir: outputRoot ?? '.',
    count: 1,
    ...(ffmpegPath === undefined ? {} : { ffmpegPath }),
    ...(cacheFolder === undefined ? {} : { cacheFolder }),
    ...(memoryLimit === undefined ? {} : { memoryLimit }),
    ...(maxWorkers === undefined ? {} : { maxWorkers }),
    ...(minFreeBytes === undefined ? {} : { minFreeBytes }),
  });
  const host = await openHost({
    ...shared,
    inputRoot: inputRoot === null ? undefined : path.resolve(inputRoot),
    render: options.render,
  });
  return new WorkflowRuntime(
    {
      ...{ queuePatienceMs, onEvent: options.onEvent, minFreeBytes: shared.minFreeBytes },
      ...{ appId: options.appId ?? defaultAppId, onForeign: options.onForeign },
      notifications: options.notifications ?? noNotifications,
      onUndelivered: options.onUndelivered,
      outputRoot: outputRoot === null ? null : path.resolve(outputRoot),
    },
    host,
  );
}
