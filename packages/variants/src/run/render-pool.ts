import { join } from 'node:path';
import { defaultCacheFolder } from '@variegate/inspect';
import type { Ffmpeg } from '@variegate/runner';
import { createQueue, memoryBudget, openLearning, type Queue } from '@variegate/scheduler';
import { readMachineProfile } from '../machine/machine-profile.ts';
import type { RunOptions } from '../options/run-options.ts';
import { capacityFor } from './capacity.ts';

/** The one place in a process where renders wait for memory and cores, and what it may use. */
export interface RenderPool extends AsyncDisposable {
  readonly queue: Queue;
  /** Renders at a time, at most. */
  readonly workers: number;
}

/** What a pool follows from. */
export interface RenderPoolOptions
  extends Pick<RunOptions, 'maxWorkers' | 'memoryLimit' | 'settings' | 'cacheFolder'> {
  readonly ffmpeg: Ffmpeg;
}

/**
 * Opens a pool that a run, or all the runs of a process, share. What it learns of the memory of renders is kept in the
 * cache folder for the next one.
 */
export async function openRenderPool(options: RenderPoolOptions): Promise<RenderPool> {
  const budget = memoryBudget({ memoryLimit: options.memoryLimit });
  const { workers, slots } = capacityFor(options, await readMachineProfile(options));
  const learning = await openLearning(
    join(options.cacheFolder ?? defaultCacheFolder(), 'learned-memory.json'),
  );
  const queue = createQueue({ budget, slots, learning });
  return {
    queue,
    workers,
    async [Symbol.asyncDispose]() {
      // The queue borrows what is learnt, so it goes first.
      await queue[Symbol.asyncDispose]();
      await learning[Symbol.asyncDispose]();
    },
  };
}
