import { roundSeconds } from '../records/round-seconds.ts';
import { type ProcessorTime, processorTime } from './processor-time.ts';

/** How long a run took, and what it cost. */
export interface RunTimes {
  /** ISO 8601. */
  readonly startedAt: string;
  /** ISO 8601. */
  readonly finishedAt: string;
  readonly wallSeconds: number;
  /** Processor time of this process and its children. */
  readonly cpuSeconds: number;
}

/** Measures a run from its start. */
export class RunClock {
  readonly #startedAt = new Date();
  readonly #startedMs = performance.now();
  readonly #before: ProcessorTime;

  private constructor(before: ProcessorTime) {
    this.#before = before;
  }

  /** Begins to measure. */
  static async start(): Promise<RunClock> {
    return new RunClock(await processorTime());
  }

  /**
   * The measure so far.
   *
   * @param renderCpuSeconds - stands for the children's part where the system does not report it.
   */
  async read(renderCpuSeconds: number): Promise<RunTimes> {
    const now = await processorTime();
    const before = this.#before;
    const children =
      now.children === null || before.children === null ? renderCpuSeconds : now.children - before.children;
    return {
      startedAt: this.#startedAt.toISOString(),
      finishedAt: new Date().toISOString(),
      wallSeconds: roundSeconds((performance.now() - this.#startedMs) / 1000),
      cpuSeconds: roundSeconds(now.own - before.own + children),
    };
  }
}
