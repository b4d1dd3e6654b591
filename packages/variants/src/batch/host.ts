import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defaultCacheFolder, type Ffmpeg, findFfmpeg } from '@variegate/runner';
import {
  createQueue,
  getOptimalWorkerCount,
  memoryBudget,
  openLearning,
  type Queue,
} from '@variegate/scheduler';
import { type HostMemory, readHostMemory } from '../machine/host-memory.ts';
import { type MachineProfile, readMachineProfile } from '../machine/machine-profile.ts';
import type { RunOptions } from '../options/run-options.ts';
import type { renderVariant } from '../rendering/render-variant.ts';

/** What a process brings to every batch that it works on: one ffmpeg, and one queue for memory and cores. */
export interface Host extends AsyncDisposable {
  readonly ffmpeg: Ffmpeg;
  readonly queue: Queue;
  readonly memory: HostMemory;
  /** Number of renders that run in parallel, at most. */
  readonly workers: number;
  /** Folder in which digests, hashes and learnt memory are kept; `null`: the user's folder for caches. */
  readonly cacheFolder: string | null;
  /** Folder that sources must lie under, where strangers name them. @default none */
  readonly inputRoot?: string | undefined;
  /** What renders a variant, for measuring everything else. @default renderVariant */
  readonly render?: typeof renderVariant | undefined;
}

/** What planning takes of a host. */
export type PlanningHost = Pick<Host, 'ffmpeg' | 'inputRoot' | 'memory'>;

/** What a host follows from. */
export interface HostOptions
  extends Pick<RunOptions, 'maxWorkers' | 'memoryLimit' | 'cacheFolder' | 'ffmpegPath'>,
    Pick<Host, 'inputRoot' | 'render'> {
  /** Encoder threads of each render, 1..64. @default 1 */
  readonly threads?: number;
  /** Ends the search for ffmpeg. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens a host. What its queue learns of the memory of renders is kept in the cache folder for the next one.
 *
 * @throws {RUNNER_FFMPEG_MISSING} when there is no ffmpeg.
 * @throws {SCHEDULER_OPTION_INVALID} when the memory limit is none.
 */
export async function openHost(options: HostOptions): Promise<Host> {
  const { memoryLimit, cacheFolder, inputRoot, render } = options;
  const { ffmpeg, memory } = await openPlanningHost(options);
  const budget = memoryBudget({ memoryLimit });
  const { workers, slots } = await capacityOf(options, ffmpeg);
  const learning = await openLearning(join(cacheFolder ?? defaultCacheFolder(), 'learned-memory.json'));
  const queue = createQueue({ budget, slots, learning });
  return {
    ...{ ffmpeg, queue, memory, workers, cacheFolder, inputRoot, render },
    async [Symbol.asyncDispose]() {
      // The queue borrows what is learnt, so it is closed first.
      await queue[Symbol.asyncDispose]();
      await learning[Symbol.asyncDispose]();
    },
  };
}

/**
 * What planning takes, for a caller that renders nothing.
 *
 * @throws {RUNNER_FFMPEG_MISSING} when there is no ffmpeg.
 * @throws {SCHEDULER_OPTION_INVALID} when the memory limit is none.
 */
export async function openPlanningHost(
  options: Pick<HostOptions, 'memoryLimit' | 'ffmpegPath' | 'cacheFolder' | 'signal'>,
): Promise<PlanningHost> {
  return { ffmpeg: await findConfiguredFfmpeg(options), memory: await readHostMemory(options) };
}

/** The ffmpeg that the options name, or the one that is found. @throws {RUNNER_FFMPEG_MISSING} when there is none. */
export function findConfiguredFfmpeg({
  ffmpegPath,
  cacheFolder,
  signal,
}: Pick<HostOptions, 'ffmpegPath' | 'cacheFolder' | 'signal'>): Promise<Ffmpeg> {
  return findFfmpeg({
    path: ffmpegPath ?? undefined,
    cacheFolder: cacheFolder ?? undefined,
    signal,
  });
}

/** How many renders run in parallel at most, and how many cores they may keep busy. */
export interface Capacity {
  readonly workers: number;
  readonly slots: number;
}

/** The capacity of a host with these options, before it is opened. */
export async function capacityOf(options: HostOptions, ffmpeg: Pick<Ffmpeg, 'identity'>): Promise<Capacity> {
  return capacityFor(options, await readMachineProfile({ cacheFolder: options.cacheFolder, ffmpeg }));
}

/**
 * What the options ask for; `auto` is what was measured to be best on this machine, else as many renders as there are
 * cores for their encoder threads, and memory.
 */
function capacityFor(
  { maxWorkers, threads = 1 }: Pick<HostOptions, 'maxWorkers' | 'threads'>,
  profile: Pick<MachineProfile, 'best'> | null,
): Capacity {
  const withSlots = (workers: number) => ({ workers, slots: workers * threads });
  if (maxWorkers !== 'auto') return withSlots(maxWorkers);
  const measured = profile?.best.find(best => best.threads === threads);
  if (measured !== undefined) return withSlots(measured.workers);
  const cores = Math.max(1, Math.floor(availableParallelism() / threads));
  return withSlots(getOptimalWorkerCount({ workload: 'video', cores }).workers);
}
