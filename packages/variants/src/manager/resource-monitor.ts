import type { QueueAdmissionEvent } from '@variegate/scheduler';
import type { Host } from '../batch/host.ts';
import { Latest } from './latest.ts';
import { RenderAccounts, type RenderUse } from './render-accounts.ts';

/** What a pool takes at one moment. */
export interface ResourceSample {
  /** ISO 8601. */
  readonly at: string;
  /** Memory of this process and of all renders, in bytes. */
  readonly memoryBytes: number;
  /** Memory of this process, in bytes. */
  readonly ownMemoryBytes: number;
  /** Cores that this process and all renders kept busy since the sample before, on average. */
  readonly cores: number;
  /** What each render takes. */
  readonly renders: readonly RenderUse[];
  /** What the pool holds, and why it does or does not start more. */
  readonly admission: QueueAdmissionEvent;
}

/** What a monitor has seen. */
export interface ResourceSummary {
  /** Number of samples. */
  readonly samples: number;
  /** How long it has watched, in seconds. */
  readonly seconds: number;
  /** Highest sampled memory of this process and all renders, in bytes. */
  readonly peakMemoryBytes: number;
  /** Highest sampled number of parallel renders. */
  readonly mostRunning: number;
  /** Processor time of this process and all renders while it watched, in seconds. */
  readonly cpuSeconds: number;
  /** Cores kept busy over all that time, on average. */
  readonly meanCores: number;
}

/** Options of `VideoProcessingManager.resourceMonitor`. */
export interface ResourceMonitorOptions {
  /** Time between samples, in milliseconds, 10 or more. @default 1000 */
  readonly intervalMs?: number;
}

/**
 * Watches a pool until it is disposed of. Reading gives samples as they are taken; a slow reader misses some, and the
 * summary counts them all.
 */
export class ResourceMonitor implements AsyncIterable<ResourceSample>, AsyncDisposable {
  readonly #samples = new Latest<ResourceSample>();
  readonly #startedMs = performance.now();
  readonly #startedCpuSeconds = ownCpuSeconds();
  readonly #begun: Promise<void>;
  #accounts: RenderAccounts | null = null;
  #timer: NodeJS.Timeout | null = null;
  #disposed = false;
  #count = 0;
  #peakMemoryBytes = 0;
  #mostRunning = 0;
  #lastMs = this.#startedMs;
  #lastCpuSeconds = this.#startedCpuSeconds;

  /** @param host - the host, as soon as it is open; a host that does not open gives no samples. */
  constructor(host: Promise<Host>, { intervalMs = 1000 }: ResourceMonitorOptions = {}) {
    this.#begun = host.then(
      opened => this.#begin(opened, Math.max(10, intervalMs)),
      () => this.#samples.end(),
    );
  }

  [Symbol.asyncIterator](): AsyncIterator<ResourceSample> {
    return this.#samples[Symbol.asyncIterator]();
  }

  /** What was seen so far. */
  summary(): ResourceSummary {
    const seconds = (performance.now() - this.#startedMs) / 1000;
    const cpuSeconds = this.#cpuSeconds() - this.#startedCpuSeconds;
    return {
      samples: this.#count,
      seconds,
      peakMemoryBytes: this.#peakMemoryBytes,
      mostRunning: this.#mostRunning,
      cpuSeconds,
      meanCores: seconds === 0 ? 0 : cpuSeconds / seconds,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    await this.#begun;
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#accounts?.[Symbol.dispose]();
    this.#samples.end();
  }

  #begin({ queue }: Host, intervalMs: number): void {
    if (this.#disposed) return;
    const accounts = new RenderAccounts(queue);
    this.#accounts = accounts;
    this.#timer = setInterval(() => this.#sample(accounts, queue.status), intervalMs).unref();
  }

  #sample({ running: renders }: RenderAccounts, status: QueueAdmissionEvent): void {
    const nowMs = performance.now();
    const cpuSeconds = this.#cpuSeconds();
    const ownMemoryBytes = process.memoryUsage.rss();
    const memoryBytes = renders.reduce((sum, use) => sum + use.memoryBytes, ownMemoryBytes);
    const { running, queued, reservedBytes, usedBytes, budgetBytes, reason } = status;
    this.#count += 1;
    this.#peakMemoryBytes = Math.max(this.#peakMemoryBytes, memoryBytes);
    this.#mostRunning = Math.max(this.#mostRunning, running);
    this.#samples.push({
      at: new Date().toISOString(),
      memoryBytes,
      ownMemoryBytes,
      cores: (1000 * (cpuSeconds - this.#lastCpuSeconds)) / (nowMs - this.#lastMs),
      renders,
      admission: { running, queued, reservedBytes, usedBytes, budgetBytes, reason },
    });
    this.#lastMs = nowMs;
    this.#lastCpuSeconds = cpuSeconds;
  }

  #cpuSeconds(): number {
    return ownCpuSeconds() + (this.#accounts?.cpuSeconds ?? 0);
  }
}

function ownCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
