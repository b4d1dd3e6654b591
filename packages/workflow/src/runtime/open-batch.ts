import {
  type BatchContext,
  batchDefaults,
  DiskFloor,
  type DrawingRunOptions,
  type EventStream,
  type Host,
  InputGuard,
  resolveOptions,
  ShutdownSignals,
  withAssets,
} from '@variegate/variants/internal';
import type { BatchFolder } from '../batch/batch-folder.ts';
import { requestCancel } from '../batch/cancel-marker.ts';
import { readStoredBatch, type StoredBatch } from '../batch/stored-batch.ts';
import { type BatchRequest, requestOptionsIn } from '../request/batch-request.ts';
import { type CancelWatch, watchCancel } from './cancel-watch.ts';

/** What the steps of one batch share in one process. */
export interface WorkflowBatch extends BatchContext {
  readonly options: DrawingRunOptions;
  /** Where the batch keeps its own files; `folder` itself is the output folder. */
  readonly batchFolder: BatchFolder;
  readonly batch: StoredBatch;
  /** Whether the batch was cancelled. */
  readonly cancelled: boolean;
  /** Cancels the batch: here at once, and wherever else it is worked on within a second. */
  cancel(): Promise<void>;
  /** How long a render may wait for its turn, in milliseconds. */
  readonly queuePatienceMs: number;
}

/** What a process brings to every batch, besides its host. */
export interface ProcessParts {
  readonly host: Host;
  readonly minFreeBytes: number | null;
  readonly queuePatienceMs: number;
  /** Aborted when nothing new may start in this process. */
  readonly drainSignal: AbortSignal;
  /** Aborted when what runs must end at once. */
  readonly killSignal: AbortSignal;
  readonly eventsOf: (batchId: string) => EventStream;
  readonly reportDiskLow: () => void;
}

/** A batch and what has to be released with it. */
export interface OpenBatch extends Disposable {
  readonly context: WorkflowBatch;
}

/**
 * Reads a batch from its folder and begins to watch for its cancellation.
 *
 * @throws {WORKFLOW_BATCH_UNKNOWN} when the folder holds no such batch.
 */
export async function openBatch(batchFolder: BatchFolder, parts: ProcessParts): Promise<OpenBatch> {
  const { host, queuePatienceMs } = parts;
  const batch = await readStoredBatch(batchFolder);
  const { options, assets } = await withAssets(runOptionsOf(batch.request, { ...host, ...parts }), host);
  const shutdown = new ShutdownSignals(parts.drainSignal, parts.killSignal);
  const onCancel = () => shutdown.kill(new Error('The batch was cancelled.'));
  const watch: CancelWatch = await watchCancel(batchFolder, onCancel);
  const context: WorkflowBatch = {
    ...{ host, runId: batch.runId, options, assets, shutdown, batchFolder, batch, queuePatienceMs },
    folder: batchFolder.output,
    floor: new DiskFloor(batchFolder.output.path, parts.minFreeBytes, { onLow: parts.reportDiskLow }),
    guard: new InputGuard(batch.guarded),
    events: parts.eventsOf(batch.request.batchId),
    get cancelled() {
      return watch.cancelled;
    },
    async cancel() {
      await requestCancel({ outDir: batchFolder.output.path, batchId: batch.request.batchId });
      await watch.look();
    },
  };
  return { context, [Symbol.dispose]: () => watch[Symbol.dispose]() };
}

/** The library's options for a request, with those that the worker decides. */
export function runOptionsOf(
  request: BatchRequest,
  { cacheFolder, minFreeBytes }: Pick<Host, 'cacheFolder'> & Pick<ProcessParts, 'minFreeBytes'>,
): DrawingRunOptions {
  const given = {
    ...requestOptionsIn(request),
    batchId: request.batchId,
    outDir: request.outDir,
    ...(cacheFolder === null ? {} : { cacheFolder }),
    ...(minFreeBytes === null ? {} : { minFreeBytes }),
  };
  return resolveOptions(given, batchDefaults);
}
