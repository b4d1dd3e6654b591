import type { Queue } from '@variegate/scheduler';

/** What one running render takes. */
export interface RenderUse {
  /** Number of the render in the pool, from 1. */
  readonly task: number;
  /** What the names of the source's variants begin with. */
  readonly source: string;
  /** Memory of its processes when last measured, in bytes. */
  readonly memoryBytes: number;
  /** The most that was measured, in bytes. */
  readonly peakMemoryBytes: number;
  /** Memory set aside for it, in bytes. */
  readonly reservedBytes: number;
  /** Processor time of its processes so far, in seconds. */
  readonly cpuSeconds: number;
}

/** Keeps account of what the renders of a pool take, from the events of its queue. */
export class RenderAccounts implements Disposable {
  readonly #running = new Map<number, RenderUse>();
  readonly #listening: readonly (() => void)[];
  #endedCpuSeconds = 0;

  constructor(queue: Queue) {
    this.#listening = [
      queue.on('task:start', ({ id, group, reservedBytes }) => {
        this.#close(id, 0);
        const use = { task: id, source: group, memoryBytes: 0, peakMemoryBytes: 0, reservedBytes };
        this.#running.set(id, { ...use, cpuSeconds: 0 });
      }),
      queue.on('task:sample', ({ id, usedBytes, peakBytes, reservedBytes, cpuSeconds }) => {
        const use = this.#running.get(id);
        if (use === undefined) return;
        const measured = { memoryBytes: usedBytes, peakMemoryBytes: peakBytes, reservedBytes, cpuSeconds };
        this.#running.set(id, { ...use, ...measured });
      }),
      queue.on('task:end', ({ id, cpuSeconds }) => this.#close(id, cpuSeconds)),
    ];
  }

  /** What runs, in the order in which it was started. */
  get running(): readonly RenderUse[] {
    return [...this.#running.values()];
  }

  /** Processor time of all renders, those that have ended included, in seconds. */
  get cpuSeconds(): number {
    return this.running.reduce((sum, use) => sum + use.cpuSeconds, this.#endedCpuSeconds);
  }

  [Symbol.dispose](): void {
    for (const stop of this.#listening) stop();
  }

  #close(id: number, cpuSeconds: number): void {
    const use = this.#running.get(id);
    if (use === undefined) return;
    this.#endedCpuSeconds += Math.max(cpuSeconds, use.cpuSeconds);
    this.#running.delete(id);
  }
}
