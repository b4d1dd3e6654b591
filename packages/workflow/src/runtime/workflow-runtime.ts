import path from 'node:path';
import type { Ffmpeg } from '@variegate/runner';
import { openOutputFolder } from '@variegate/runner';
import type { QueueStatus } from '@variegate/scheduler';
import {
  type AdmissionReporter,
  EventStream,
  type Host,
  reportAdmission,
} from '@variegate/variants/internal';
import { assertOwnFolders, type BatchFolder, batchFolderAt } from '../batch/batch-folder.ts';
import { type BatchName, requestCancel } from '../batch/cancel-marker.ts';
import { InstallationForeignError } from '../errors.ts';
import type { NotificationRules } from '../notify/notification-rules.ts';
import { BatchRegister } from '../register/batch-register.ts';
import { type BatchEvent, EventFeed, type EventFeedOptions } from './event-feed.ts';
import { type OpenBatch, openBatch, type ProcessParts, type WorkflowBatch } from './open-batch.ts';
import type { ResolvedRuntimeOptions, Undelivered } from './runtime-options.ts';

/*
 * The steps of all batches that a process works on meet here: one queue for memory and cores, one watch on each
 * batch's cancellation. A batch is opened by its first step and released when its last one has ended; nothing of it is
 * kept that the shared folder does not hold as well.
 */

/** How long a batch stays open after its last step, in milliseconds. */
const lingerMs = 2000;

/** What the functions run on: one for each process. */
export class WorkflowRuntime implements AsyncDisposable {
  /** The batches under the output root; `null` where outputs may lie anywhere. */
  readonly register: BatchRegister | null;
  readonly #options: ResolvedRuntimeOptions;
  readonly #host: Host;
  readonly #feed = new EventFeed();
  readonly #open = new Map<string, { readonly opening: Promise<OpenBatch>; users: number }>();
  /** Other installations whose steps have come here. */
  readonly #foreign = new Set<string>();
  readonly #drain = new AbortController();
  readonly #kill = new AbortController();
  readonly #admission: AdmissionReporter;

  /** @internal */
  constructor(options: ResolvedRuntimeOptions, host: Host) {
    this.register = options.outputRoot === null ? null : new BatchRegister(options.outputRoot, options.appId);
    this.#options = options;
    this.#host = host;
    this.#admission = reportAdmission(host.queue, this.#eventsOf(null));
  }

  /** Id of the app that the workers are. */
  get appId(): string {
    return this.#options.appId;
  }

  /** Whom to notify when a batch has ended. */
  get notifications(): NotificationRules {
    return this.#options.notifications;
  }

  /** Reports that a notification could not be delivered. */
  reportUndelivered(undelivered: Undelivered): void {
    this.#options.onUndelivered?.(undelivered);
  }

  /** The ffmpeg that renders. */
  get ffmpeg(): Ffmpeg {
    return this.#host.ffmpeg;
  }

  /** Folder that inputs must lie under; `null`: anywhere. */
  get inputRoot(): string | null {
    return this.#host.inputRoot ?? null;
  }

  /** Folder that outputs must lie under; `null`: anywhere. */
  get outputRoot(): string | null {
    return this.#options.outputRoot;
  }

  /** Most renders in parallel. */
  get workers(): number {
    return this.#host.workers;
  }

  /** How the queue of this process stands. */
  get status(): QueueStatus {
    return this.#host.queue.status;
  }

  /** Whether nothing new starts here any more. */
  get draining(): boolean {
    return this.#drain.signal.aborted;
  }

  /** What happens in this process from now on. */
  events(options: EventFeedOptions = {}): AsyncGenerator<BatchEvent, void, void> {
    return this.#feed.read(options);
  }

  /**
   * Starts nothing more: what waits for memory gives its turn back to the engine at once, which uses up no attempt;
   * what runs is finished. Resolves when nothing runs.
   */
  async drain(): Promise<void> {
    this.#drain.abort(new Error('The worker is shutting down.'));
    await this.#host.queue.close({ running: 'finish' });
  }

  /** Ends what runs at once; its steps are done again by the worker that continues the batch. */
  async kill(): Promise<void> {
    this.#drain.abort(new Error('The worker is shutting down.'));
    this.#kill.abort(new Error('The worker is shutting down.'));
    await this.#host.queue.close({ running: 'abort' });
  }

  /**
   * The places of a batch, with its output folder checked against the root. Makes the folder where there is none.
   *
   * @throws {RUNNER_OUTPUT_OUTSIDE_ROOT} | {RUNNER_OUTPUT_UNWRITABLE} | {VARIANTS_OUTPUT_FOLDER_UNUSABLE}
   */
  async locate({ outDir, batchId }: BatchName): Promise<BatchFolder> {
    const folder = batchFolderAt(await this.#outputFolder(outDir), batchId);
    await assertOwnFolders(folder);
    return folder;
  }

  /**
   * Cancels a batch by its marker, whether or not a step of it has begun. Harmless when repeated.
   *
   * @throws {RUNNER_OUTPUT_OUTSIDE_ROOT} | {RUNNER_OUTPUT_UNWRITABLE} | {VARIANTS_OUTPUT_FOLDER_UNUSABLE}
   */
  async cancel(name: BatchName): Promise<void> {
    const { output } = await this.locate(name);
    await requestCancel({ outDir: output.path, batchId: name.batchId });
  }

  /**
   * Makes sure that a batch is one of the workers that share this output root: two installations may be one app to a server.
   *
   * @param installation - whose it is; one that nobody names is anybody's
   * @throws {WORKFLOW_INSTALLATION_FOREIGN} | {WORKFLOW_OUTPUT_ROOT_TAKEN}
   */
  async assertOwn({ installation }: { readonly installation?: string | undefined }): Promise<void> {
    if (this.register === null || installation === undefined) return;
    if (installation === (await this.register.installation())) return;
    const error = new InstallationForeignError(this.appId, this.register.outputRoot);
    if (!this.#foreign.has(installation)) this.#options.onForeign?.(error.message);
    this.#foreign.add(installation);
    throw error;
  }

  /** Does one step of a batch with what its steps share. */
  async within<T>(name: BatchName, step: (context: WorkflowBatch) => Promise<T>): Promise<T> {
    const folder = await this.locate(name);
    const shared = this.#enter(folder);
    try {
      return await step((await shared.opening).context);
    } finally {
      this.#leave(folder);
    }
  }

  /** What the process brings along for every batch. */
  get parts(): ProcessParts {
    const { minFreeBytes, queuePatienceMs } = this.#options;
    return {
      ...{ host: this.#host, minFreeBytes, queuePatienceMs },
      drainSignal: this.#drain.signal,
      killSignal: this.#kill.signal,
      eventsOf: batchId => this.#eventsOf(batchId),
      reportDiskLow: this.#admission.reportDiskLow,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    for (const { opening } of this.#open.values()) {
      await opening.then(
        opened => opened[Symbol.dispose](),
        () => {},
      );
    }
    this.#open.clear();
    this.#admission[Symbol.dispose]();
    await this.#host[Symbol.asyncDispose]();
    this.#feed.close();
  }

  async #outputFolder(outDir: string): Promise<string> {
    const { outputRoot } = this.#options;
    if (outputRoot === null) return path.resolve(outDir);
    await using folder = await openOutputFolder(path.resolve(outputRoot, outDir), { root: outputRoot });
    return folder.path;
  }

  #enter(folder: BatchFolder): { readonly opening: Promise<OpenBatch> } {
    const known = this.#open.get(folder.path);
    if (known !== undefined) {
      known.users += 1;
      return known;
    }
    const shared = { opening: openBatch(folder, this.parts), users: 1 };
    this.#open.set(folder.path, shared);
    // A batch that could not be opened may be there the next time.
    shared.opening.catch(() => {
      if (this.#open.get(folder.path) === shared) this.#open.delete(folder.path);
    });
    return shared;
  }

  #leave(folder: BatchFolder): void {
    const shared = this.#open.get(folder.path);
    if (shared === undefined) return;
    shared.users -= 1;
    if (shared.users > 0) return;
    // Steps follow each other closely; what none of them uses for a while is released.
    setTimeout(() => {
      if (shared.users === 0 && this.#open.get(folder.path) === shared) this.#release(folder);
    }, lingerMs).unref();
  }

  #release(folder: BatchFolder): void {
    const shared = this.#open.get(folder.path);
    this.#open.delete(folder.path);
    shared?.opening.then(
      opened => opened[Symbol.dispose](),
      () => {},
    );
  }

  #eventsOf(batchId: string | null): EventStream {
    const { onEvent } = this.#options;
    return new EventStream({
      onEvent: event => {
        const reported = { batchId, event };
        onEvent?.(reported);
        this.#feed.publish(reported);
      },
    });
  }
}
