/** What a process and all its descendants take. */
export interface TreeUse {
  /** Resident memory of the living ones together, in bytes. Shared pages count once per process. */
  readonly memoryBytes: number;
  /** Processor time of the living ones together so far, in seconds. */
  readonly cpuSeconds: number;
}

/** Measures processes; the queue owns none of them. */
export interface Sampler {
  /** How often to measure, in milliseconds. */
  readonly intervalMs: number;
  /** How often to measure a task in its first seconds, in milliseconds. */
  readonly youngIntervalMs: number;
  /** Measures the trees under these pids; one that is gone is left out. */
  sample(pids: readonly number[]): Promise<ReadonlyMap<number, TreeUse>>;
}
