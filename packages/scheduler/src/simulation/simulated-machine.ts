import type { Sampler, TreeUse } from '../sampling/sampler.ts';
import type { SimulatedClock } from './simulated-clock.ts';
import type { SimulatedJob, Workload } from './workload.ts';

/** How long memory takes to reach its peak, measured on ffmpeg, in milliseconds. */
const rampMs = 1_200;
/** How often the kernel would notice that memory is gone, in milliseconds. */
const noticeMs = 50;
/** How long a process takes to end when asked to, in milliseconds. */
const endingMs = 100;

/** What a task throws when the kernel ended it. */
class KilledByKernelError extends Error {
  readonly retry = { kind: 'more-memory' } as const;
  readonly peakMemoryBytes: number;

  constructor(peakMemoryBytes: number) {
    super('Killed');
    this.peakMemoryBytes = peakMemoryBytes;
  }
}

interface Process {
  readonly pid: number;
  readonly job: SimulatedJob;
  readonly startedAtMs: number;
  readonly die: (error: unknown) => void;
}

/** A machine whose kernel ends the largest process when memory runs out. */
export class SimulatedMachine {
  readonly sampler: Sampler;
  /** How often the kernel had to end a process. */
  kills = 0;
  readonly #clock: SimulatedClock;
  readonly #limitBytes: number;
  readonly #processes = new Map<number, Process>();
  #nextPid = 1;
  #watching = false;

  constructor(clock: SimulatedClock, { limitBytes }: Workload) {
    this.#clock = clock;
    this.#limitBytes = limitBytes;
    this.sampler = {
      intervalMs: 250,
      youngIntervalMs: 100,
      sample: async pids => new Map(pids.flatMap(pid => this.#measure(pid))),
    };
  }

  /** Memory in use now, in bytes. */
  get usedBytes(): number {
    let used = 0;
    for (const process of this.#processes.values()) used += this.#memory(process);
    return used;
  }

  /** Runs a process for a job; rejects when it is ended from outside. */
  spawn(job: SimulatedJob, signal: AbortSignal, onPid: (pid: number) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const pid = this.#nextPid++;
      const end = (finish: () => void): void => {
        if (this.#processes.delete(pid)) finish();
      };
      this.#processes.set(pid, {
        pid,
        job,
        startedAtMs: this.#clock.now(),
        die: error => end(() => reject(error)),
      });
      this.#clock.schedule(job.durationMs, () => end(resolve));
      signal.addEventListener('abort', () => {
        this.#clock.schedule(endingMs, () => end(() => reject(signal.reason)));
      });
      onPid(pid);
      this.#watch();
    });
  }

  #measure(pid: number): readonly [number, TreeUse][] {
    const process = this.#processes.get(pid);
    if (process === undefined) return [];
    return [[pid, { memoryBytes: this.#memory(process), cpuSeconds: this.#age(process) / 1_000 }]];
  }

  #age({ startedAtMs }: Process): number {
    return this.#clock.now() - startedAtMs;
  }

  #memory(process: Process): number {
    const age = this.#age(process);
    const { peakBytes, shape, durationMs } = process.job;
    const ramp = Math.min(1, age / rampMs);
    switch (shape) {
      case 'step':
        return peakBytes * (age < rampMs / 2 ? 0.1 : 1);
      case 'ramp':
        return peakBytes * ramp;
      case 'late-step':
        return peakBytes * ramp * (age < durationMs / 2 ? 0.9 : 1);
      case 'sawtooth':
        return peakBytes * ramp * (0.7 + 0.3 * ((age % 2_000) / 2_000));
    }
  }

  /** Watches memory as long as it could run out. */
  #watch(): void {
    let worstBytes = 0;
    for (const { job } of this.#processes.values()) worstBytes += job.peakBytes;
    if (this.#watching || worstBytes <= this.#limitBytes) return;
    this.#watching = true;
    this.#clock.schedule(noticeMs, () => {
      this.#watching = false;
      this.#notice();
      this.#watch();
    });
  }

  #notice(): void {
    for (let used = this.usedBytes; ; used = this.usedBytes) {
      if (used <= this.#limitBytes) return;
      const largest = [...this.#processes.values()].reduce((a, b) =>
        this.#memory(b) > this.#memory(a) ? b : a,
      );
      this.kills += 1;
      largest.die(new KilledByKernelError(this.#memory(largest)));
    }
  }
}
