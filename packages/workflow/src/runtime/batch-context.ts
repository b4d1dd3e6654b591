import {
  DiskFloor,
  type DrawingRunOptions,
  type EventStream,
  InputGuard,
  openAssets,
  resolveOptions,
  Stopping,
  type TryContext,
} from '@variegate/variants';
import type { BatchFolder } from '../batch/batch-folder.ts';
import { requestCancel } from '../batch/cancel-marker.ts';
import { readStoredBatch, type StoredBatch } from '../batch/stored-batch.ts';
import { type BatchRequest, requestOptionNames } from '../request/batch-request.ts';
import { type CancelWatch, watchCancel } from './cancel-watch.ts';

/** What the steps of one batch share in one process. */
export interface BatchContext extends TryContext {
  /** Where the batch keeps its own files; `folder` itself is the output folder. */
  readonly batchFolder: BatchFolder;
  readonly batch: StoredBatch;
  readonly options: DrawingRunOptions;
  readonly workers: number;
  /** Whether the batch was given up. */
  readonly cancelled: boolean;
  /** Gives the batch up: here at once, and wherever else it is worked on within a second. */
  giveUp(): Promise<void>;
  /** How long a render may wait for its turn, in milliseconds. */
  readonly queuePatienceMs: number;
}

/** What a process brings along for every batch. */
export type ProcessParts = Pick<TryContext, 'ffmpeg' | 'queue' | 'inputRoot' | 'render'> &
  Pick<BatchContext, 'workers' | 'queuePatienceMs'> & {
    readonly cacheFolder: string | null;
    readonly minFreeBytes: number | null;
    /** Aborted when nothing new may start in this process. */
    readonly drainSignal: AbortSignal;
    /** Aborted when what runs must end at once. */
    readonly killSignal: AbortSignal;
    readonly eventsOf: (batchId: string) => EventStream;
    readonly tellDiskLow: () => void;
  };

/** A context and what has to be let go with it. */
export interface OpenBatch extends Disposable {
  readonly context: BatchContext;
}

/**
 * Reads a batch from its folder and begins to watch for its cancellation.
 *
 * @throws {WORKFLOW_BATCH_UNKNOWN} when the folder holds no such batch.
 */
export async function openBatch(batchFolder: BatchFolder, parts: ProcessParts): Promise<OpenBatch> {
  const batch = await readStoredBatch(batchFolder);
  const { ffmpeg, queue, inputRoot, render, workers, queuePatienceMs } = parts;
  const options = runOptionsOf(batch.request, parts);
  const { library: assets, drawn } = await openAssets({ ...options, ffmpeg });
  const stopping = new Stopping(parts.drainSignal, parts.killSignal);
  const onCancel = () => stopping.kill(new Error('The batch was given up.'));
  const watch: CancelWatch = await watchCancel(batchFolder, onCancel);
  const context: BatchContext = {
    ...{ ffmpeg, queue, inputRoot, render, workers, queuePatienceMs, batchFolder, batch, stopping, assets },
    folder: batchFolder.output,
    floor: new DiskFloor(batchFolder.output.path, parts.minFreeBytes, { onLow: parts.tellDiskLow }),
    guard: new InputGuard(batch.guarded),
    events: parts.eventsOf(batch.request.batchId),
    options: { ...options, drawing: { ...options.drawing, assets: drawn } },
    get cancelled() {
      return watch.cancelled;
    },
    async giveUp() {
      await requestCancel({ outDir: batchFolder.output.path, batchId: batch.request.batchId });
      await watch.look();
    },
  };
  return { context, [Symbol.dispose]: () => watch[Symbol.dispose]() };
}

/** The library's options for a request, with those that the worker decides. */
export function runOptionsOf(
  request: BatchRequest,
  { cacheFolder, minFreeBytes }: Pick<ProcessParts, 'cacheFolder' | 'minFreeBytes'>,
): DrawingRunOptions {
  const given = requestOptionNames.filter(name => request[name] !== undefined);
  return resolveOptions({
    ...Object.fromEntries(given.map(name => [name, request[name]])),
    batchId: request.batchId,
    outDir: request.outDir,
    count: request.variantsPerFile ?? 3,
    ...(cacheFolder === null ? {} : { cacheFolder }),
    ...(minFreeBytes === null ? {} : { minFreeBytes }),
  });
}
