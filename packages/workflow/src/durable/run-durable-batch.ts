import { access, rm } from 'node:fs/promises';
import path from 'node:path';
import { createEmbeddedEngine, type EmbeddedEngine, type RunOutcome } from '@variegate/embedded-engine';
import { untilAborted } from '@variegate/ground';
import { writeFileAtomically } from '@variegate/runner';
import {
  type CreateVariantsBatchOptions,
  createVariantsBatch,
  OptionInvalidError,
  type Summary,
  TotalProgress,
} from '@variegate/variants';
import {
  assertNoLinkBelow,
  batchDefaults,
  EventStream,
  findInputs,
  inBatchSpan,
  makeFolderBelow,
  resolveOptions,
} from '@variegate/variants/internal';
import type { Inngest } from 'inngest';
import { assertOwnFolders, type BatchFolder, batchFolderAt } from '../batch/batch-folder.ts';
import { readBatchSummary } from '../batch/read-batch-summary.ts';
import { BatchFailedError, BatchUnknownError } from '../errors.ts';
import { batchRequestedEvent } from '../events/sent-events.ts';
import { createWorkflowClient } from '../functions/create-workflow-client.ts';
import { createWorkflowFunctions } from '../functions/create-workflow-functions.ts';
import type { BatchRequest } from '../request/batch-request.ts';
import { parseBatchRequest } from '../request/parse-batch-request.ts';
import { createWorkflowRuntime } from '../runtime/create-workflow-runtime.ts';
import type { WorkflowRuntimeOptions } from '../runtime/runtime-options.ts';
import type { WorkflowRuntime } from '../runtime/workflow-runtime.ts';
import { finishStep } from '../steps/finish.ts';
import { replayEvents } from '../steps/replay-events.ts';
import { assertCanBegin } from './assert-can-begin.ts';
import { durableRequest, withInputs } from './durable-request.ts';
import { EventGate } from './event-gate.ts';

/**
 * Options of {@link runDurableBatch}: those of `createVariantsBatch` but for a custom chain, which is not plain JSON,
 * and where the engine keeps what it has done.
 */
export interface DurableBatchOptions extends Omit<CreateVariantsBatchOptions, 'chain' | 'catalogue'> {
  /**
   * File of the embedded engine, on a local disk. Gone when the batch has ended.
   * @default `.variegate/batches/<batchId>/engine.db` in the output folder
   */
  readonly store?: string;
  /** What renders a variant, for measuring everything else. @default renderVariant */
  readonly render?: WorkflowRuntimeOptions['render'];
}

/** A step may be cut short by any number of crashes of its process before it counts as failed. */
const maxStarts = 1000;

/**
 * Makes variants of many videos as `createVariantsBatch` does, as a workflow on the embedded engine. However the process
 * ends, the same call made again continues: what was published stays, and only what was under way is done again. Reports the
 * same events, and first those of what had ended in an earlier process.
 *
 * @throws {VARIANTS_OPTION_INVALID} | {VARIANTS_INPUTS_UNUSABLE} | {RUNNER_FFMPEG_MISSING}
 * @throws {VARIANTS_OUTPUT_FOLDER_UNUSABLE} | {VARIANTS_OUTPUT_FOLDER_BUSY}
 * @throws {ENGINE_STORE_BUSY} when another process runs the same batch.
 * @throws {ENGINE_STORE_UNUSABLE} when the store cannot be made or read.
 * @throws {WORKFLOW_BATCH_FAILED} when the batch could not be carried to its end.
 */
export function runDurableBatch(options: DurableBatchOptions): Promise<Summary> {
  const { signal, drainSignal } = options;
  return untilAborted(signal, async () => {
    const summary = await untilAborted(drainSignal, () =>
      inBatchSpan({ out_dir: options.outDir, durable: true }, () => runOrContinue(options)),
    );
    signal?.throwIfAborted();
    return summary;
  });
}

async function runOrContinue(options: DurableBatchOptions): Promise<Summary> {
  // A preview needs nothing durable.
  if (options.dryRun === true) return createVariantsBatch(withoutOwn(options));
  const { inputs, recursive = false, distractors = [], ...shared } = withoutOwn(options);
  const resolved = resolveOptions({ ...shared, outDir: path.resolve(shared.outDir) }, batchDefaults);
  if ('chain' in options && options.chain !== undefined)
    throw new OptionInvalidError('chain', { cannot: 'be used in a durable batch, which is plain JSON' });
  if (resolved.catalogue !== undefined)
    throw new OptionInvalidError('catalogue', { cannot: 'be used in a durable batch, which is plain JSON' });
  const found = await findInputs({ inputs, recursive, distractors }, resolved.outDir);
  const hooks = { events: new EventStream(options), signal: options.drainSignal ?? options.signal };
  await assertCanBegin({ found, options: resolved }, hooks);

  const asked = durableRequest(options, resolved, found);
  const folder = batchFolderAt(resolved.outDir, asked.request.batchId);
  const inputsFile = path.join(folder.path, 'inputs.txt');
  const request = parseBatchRequest(withInputs(asked, inputsFile));
  const ownStore = path.join(folder.path, 'engine.db');
  const store = options.store ?? ownStore;
  await assertOwnFolders(folder);
  // SQLite follows links.
  await assertNoLinkBelow(
    folder.output.path,
    storeSuffixes.map(suffix => ownStore + suffix),
  );

  const isContinued = await exists(store);
  if (!isContinued) await rm(folder.path, { recursive: true, force: true });
  await makeFolderBelow(folder.output.path, folder.path);
  if (request.inputsFile !== undefined) await writeFileAtomically(inputsFile, asked.inputs.join('\n'));

  const summary = await runOnEngine(request, folder, store, options);
  if (summary.isWhole) {
    await removeStore(store);
    await rm(folder.path, { recursive: true, force: true });
  }
  return summary.summary;
}

function withoutOwn({ store: _, render: __, ...options }: DurableBatchOptions): CreateVariantsBatchOptions {
  return options;
}

interface Ending {
  readonly summary: Summary;
  /** Whether nothing of the batch is left to be done. */
  readonly isWhole: boolean;
}

async function runOnEngine(
  request: BatchRequest,
  folder: BatchFolder,
  store: string,
  options: DurableBatchOptions,
): Promise<Ending> {
  await using runtime = await openRuntime(options);
  const name = { outDir: folder.output.path, batchId: request.batchId };
  await runtime.within(name, replayEvents).catch(ifNotPrepared);

  const client = createWorkflowClient({ isDev: true, logger: silent, internalLogger: silent });
  const choice = 4 * runtime.workers + 8;
  const functions = createWorkflowFunctions({ client, runtime, limits: { variantsPerBatch: choice } });
  await using engine = await createEmbeddedEngine({
    ...{ client, functions, store: { path: store }, maxStarts },
    // Beside the variants, a few chunks are being planned.
    maxConcurrentSteps: choice + 4,
  });
  const runId = await startOrFind(engine, client, request);
  const outcome = await ended(engine, runId, runtime, options);
  if (outcome === null) {
    const how = { chunkErrors: new Map(), interrupted: true };
    return { summary: await runtime.within(name, context => finishStep(context, how)), isWhole: false };
  }
  const summary = outcome.status === 'completed' ? await readBatchSummary(name) : null;
  if (summary !== null) return { summary, isWhole: true };
  throw new BatchFailedError(
    outcome.status === 'completed' ? 'The batch has ended without a summary.' : outcome.error.message,
  );
}

async function openRuntime(options: DurableBatchOptions): Promise<WorkflowRuntime> {
  const { ffmpegPath, cacheFolder, memoryLimit, maxWorkers, minFreeBytes, render } = options;
  const gate = new EventGate();
  const total = new TotalProgress();
  const given = { ffmpegPath, cacheFolder, memoryLimit, maxWorkers, minFreeBytes, render };
  return createWorkflowRuntime({
    ...(Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== undefined),
    ) as WorkflowRuntimeOptions),
    // Nothing limits how long a step may wait here.
    queuePatienceMs: Number.POSITIVE_INFINITY,
    onEvent({ event }) {
      if (!gate.isNews(event)) return;
      options.onEvent?.(event);
      const progress = total.update(event);
      if (progress !== null) options.onProgress?.(progress);
    },
  });
}

/** The run of the batch: the one that the store holds, or a new one. */
async function startOrFind(engine: EmbeddedEngine, client: Inngest, request: BatchRequest): Promise<string> {
  const functionId = `${client.id}-batch`;
  const [known] = engine.listRuns({ functionId, limit: 1 });
  if (known !== undefined) return known.id;
  const { ids } = await client.send(batchRequestedEvent(request));
  const [run] = engine.listRuns({ functionId, eventId: String(ids[0]), limit: 1 });
  if (run === undefined) throw new BatchFailedError('The engine has begun no run of the batch.');
  return run.id;
}

/** How a run ended; `null` when it was interrupted before. */
async function ended(
  engine: EmbeddedEngine,
  runId: string,
  runtime: WorkflowRuntime,
  { drainSignal, signal }: Pick<DurableBatchOptions, 'drainSignal' | 'signal'>,
): Promise<RunOutcome | null> {
  const drained = onceAborted([drainSignal, signal]);
  const killed = onceAborted([signal]);
  void killed.then(() => runtime.kill());
  const first = await Promise.race([engine.waitForRun(runId), drained]);
  if (first !== 'aborted') return first;
  await Promise.all([runtime.drain(), engine.drain()]);
  return null;
}

function onceAborted(signals: readonly (AbortSignal | undefined)[]): Promise<'aborted'> {
  const { promise, resolve } = Promise.withResolvers<'aborted'>();
  for (const signal of signals) {
    if (signal?.aborted) resolve('aborted');
    else signal?.addEventListener('abort', () => resolve('aborted'), { once: true });
  }
  return promise;
}

function ifNotPrepared(error: unknown): void {
  if (!(error instanceof BatchUnknownError)) throw error;
}

const storeSuffixes = ['', '-wal', '-shm'];

async function removeStore(store: string): Promise<void> {
  for (const suffix of storeSuffixes) await rm(store + suffix, { force: true });
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };
