import { type Host, openHost } from '../batch/host.ts';
import type { Summary } from '../events/summary.ts';
import { createVariantsBatchOn } from '../library/create-variants-batch.ts';
import type { CreateVariantsBatchOptions } from '../options/batch-options.ts';
import { resolveOptions } from '../options/resolve-options.ts';
import { ResourceMonitor, type ResourceMonitorOptions } from './resource-monitor.ts';

/** Options that belong to a manager rather than to one of its runs. */
type PoolOption = 'maxWorkers' | 'memoryLimit' | 'ffmpegPath' | 'cacheFolder';

/** Options of a `VideoProcessingManager`. */
export type VideoProcessingManagerOptions = Pick<CreateVariantsBatchOptions, PoolOption>;

/** Options of `VideoProcessingManager.processVariants`. */
export type ProcessVariantsOptions = Omit<CreateVariantsBatchOptions, PoolOption>;

/**
 * One pool of renders for everything that a process makes: several runs in parallel, each in a separate folder, share
 * the workers and the memory. The pool opens with the first run or monitor. Disposing of the manager ends what runs, which rejects;
 * nothing partial is published, and the same call continues from there.
 */
export class VideoProcessingManager implements AsyncDisposable {
  readonly #options: VideoProcessingManagerOptions;
  readonly #ending = new AbortController();
  readonly #runs = new Set<Promise<unknown>>();
  readonly #monitors = new Set<ResourceMonitor>();
  #host: Promise<Host> | null = null;

  /** @throws {VARIANTS_OPTION_INVALID} when an option is outside what it may be. */
  constructor(options: VideoProcessingManagerOptions = {}) {
    this.#options = options;
    this.#resolved();
  }

  /**
   * Makes variants of many videos, as `createVariantsBatch` does, in the manager's pool.
   *
   * @throws {VARIANTS_OPTION_INVALID} | {VARIANTS_INPUTS_UNUSABLE} | {VARIANTS_OUTPUT_FOLDER_UNUSABLE}
   * @throws {VARIANTS_OUTPUT_FOLDER_BUSY} | {RUNNER_FFMPEG_MISSING} as `createVariantsBatch` does.
   */
  processVariants(options: ProcessVariantsOptions): Promise<Summary> {
    const run = this.#run(options);
    this.#runs.add(run);
    const forget = () => void this.#runs.delete(run);
    run.then(forget, forget);
    return run;
  }

  /** Watches what the pool takes: memory and processor time, of each render and in all, and what is admitted. */
  resourceMonitor(options: ResourceMonitorOptions = {}): ResourceMonitor {
    const monitor = new ResourceMonitor(this.#openHost(), options);
    this.#monitors.add(monitor);
    return monitor;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort(new Error('The manager was disposed of.'));
    await Promise.allSettled(this.#runs);
    for (const monitor of this.#monitors) await monitor[Symbol.asyncDispose]();
    const host = await this.#host?.catch(() => null);
    await host?.[Symbol.asyncDispose]();
  }

  async #run(options: ProcessVariantsOptions): Promise<Summary> {
    const signals = [this.#ending.signal, ...(options.signal === undefined ? [] : [options.signal])];
    const host = await this.#openHost();
    return createVariantsBatchOn(host, { ...this.#options, ...options, signal: AbortSignal.any(signals) });
  }

  #openHost(): Promise<Host> {
    if (this.#host === null) {
      const opening = this.#open();
      this.#host = opening;
      // The next call may have more luck.
      opening.catch(() => {
        this.#host = null;
      });
    }
    return this.#host;
  }

  #open(): Promise<Host> {
    return openHost({ ...this.#resolved(), signal: this.#ending.signal });
  }

  #resolved() {
    return resolveOptions({ ...this.#options, outDir: '.' });
  }
}
