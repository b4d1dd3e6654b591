import type { ResourceEstimate } from '@variegate/core-filters';
import { defaultProbeMemoryBytes } from '@variegate/inspect';
import { readMemoryBudget } from '@variegate/scheduler';
import pLimit from 'p-limit';
import { MemoryInsufficientError } from '../errors.ts';
import type { RunOptions } from '../options/run-options.ts';

/** The memory that a process has for its batches. */
export interface HostMemory {
  /** The memory limit: what renders in parallel may take together, in bytes. */
  readonly limitBytes: number;
  /** What the machine has, or the control group around this process where that is less, in bytes. */
  readonly machineBytes: number;
  /**
   * Runs a probe when there is room for it. The probes that run together may take the memory limit together, and each
   * of them what it is passed, in bytes.
   */
  readonly runProbe: <T>(probe: (maxMemoryBytes: number) => Promise<T>) => Promise<T>;
}

/**
 * Reads what a process has for its batches.
 *
 * @throws {SCHEDULER_OPTION_INVALID} when the memory limit is none.
 */
export async function readHostMemory({ memoryLimit }: Pick<RunOptions, 'memoryLimit'>): Promise<HostMemory> {
  const { ceilingBytes, limitBytes: machineBytes } = await readMemoryBudget({ memoryLimit });
  const maxMemoryBytes = Math.min(defaultProbeMemoryBytes, ceilingBytes);
  const inTurn = pLimit(Math.max(1, Math.floor(ceilingBytes / maxMemoryBytes)));
  return { limitBytes: ceilingBytes, machineBytes, runProbe: probe => inTurn(() => probe(maxMemoryBytes)) };
}

/**
 * Refuses a render that this machine cannot hold, before it begins.
 *
 * @throws {VARIANTS_MEMORY_INSUFFICIENT} when its estimate is above what the machine has.
 */
export function assertFitsMachine(
  { memoryBytes }: ResourceEstimate,
  { machineBytes }: Pick<HostMemory, 'machineBytes'>,
): void {
  if (memoryBytes > machineBytes) throw new MemoryInsufficientError(memoryBytes, machineBytes);
}
