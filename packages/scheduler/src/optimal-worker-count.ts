import os from 'node:os';
import { OptionInvalidError } from './errors.ts';
import { policy } from './policy.ts';

/** What workers do: encode video, compute, or mostly wait. */
export type Workload = 'video' | 'cpu' | 'io';

/** What the workers will do, and with what. */
export interface WorkerCountOptions {
  /** `video`: one encoder thread and its memory per worker; `cpu`: pure computing; `io`: mostly waiting. @default 'video' */
  readonly workload?: Workload | undefined;
  /** Cores to share, ≥ 1. @default os.availableParallelism() */
  readonly cores?: number | undefined;
  /** Memory to share, in bytes; `readMemoryBudget` gives the exact number. @default 0.8 of available memory */
  readonly budgetBytes?: number | undefined;
  /** Memory per worker, in bytes, > 0; matters to `video` only. @default 360 MB, a 1080p encode behind twenty filters */
  readonly workerBytes?: number | undefined;
}

/** How many workers, and why. */
export interface WorkerCount {
  /** How many to run, ≥ 1. */
  readonly workers: number;
  /** min(cores / 2, 8), at least 1: the count for encodes that start many threads each. */
  readonly conservativeWorkers: number;
  /** Every step of the calculation, for display. */
  readonly reasons: readonly string[];
}

/** (56 + 10 + 2.07 MP x 74 + 1.9 x 20 filters x 2.07 MP) MB x 1.2, rounded; see docs/adr/0005. */
const videoWorkerBytes = 360_000_000;

/**
 * Works out how many workers suit this machine.
 *
 * @throws SCHEDULER_OPTION_INVALID
 */
export function getOptimalWorkerCount(options: WorkerCountOptions = {}): WorkerCount {
  const { cores = os.availableParallelism() } = options;
  const workload: Workload = options.workload ?? 'video';
  if (!(cores >= 1)) throw new OptionInvalidError('cores', `expected at least 1, got ${cores}`);
  const conservativeWorkers = Math.max(1, Math.min(Math.floor(cores / 2), 8));
  const coresFound = `${cores} cores${options.cores === undefined ? ' (os.availableParallelism())' : ''}`;
  switch (workload) {
    case 'cpu': {
      const workers = Math.max(1, Math.floor(0.75 * cores));
      return { workers, conservativeWorkers, reasons: [coresFound, `computing: 3 of 4 cores, ${workers}`] };
    }
    case 'io': {
      const workers = 2 * cores;
      return {
        workers,
        conservativeWorkers,
        reasons: [coresFound, `mostly waiting: 2 per core, ${workers}`],
      };
    }
    case 'video':
      return { ...videoWorkers(cores, coresFound, options), conservativeWorkers };
  }
}

function videoWorkers(
  cores: number,
  coresFound: string,
  { budgetBytes, workerBytes = videoWorkerBytes }: WorkerCountOptions,
): Omit<WorkerCount, 'conservativeWorkers'> {
  if (!(workerBytes > 0))
    throw new OptionInvalidError('workerBytes', `expected more than 0, got ${workerBytes}`);
  const bytes = budgetBytes ?? availableBytes() * policy.memoryLimit;
  const holds = Math.floor(bytes / workerBytes);
  const workers = Math.max(1, Math.min(Math.floor(cores), holds));
  const origin = budgetBytes === undefined ? ` (${policy.memoryLimit} of available memory)` : '';
  return {
    workers,
    reasons: [
      `${coresFound}: one worker each, one encoder thread per worker`,
      `${megabytes(bytes)} of memory${origin} holds ${holds} of ${megabytes(workerBytes)} each`,
      holds < 1
        ? 'one worker always runs'
        : `${holds < cores ? 'memory' : 'cores'} set the limit: ${workers}`,
    ],
  };
}

/** Node's answer can be 0 or beyond what the machine has where a limit is absent. */
function availableBytes(): number {
  const reported = process.availableMemory();
  return reported > 0 && reported <= os.totalmem() ? reported : os.freemem();
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 1e6)} MB`;
}
