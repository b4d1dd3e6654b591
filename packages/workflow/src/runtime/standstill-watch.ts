import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { RegisteredBatch } from '../register/batch-register.ts';
import { type BatchStanding, readStanding } from '../register/batch-standing.ts';
import type { WorkflowRuntime } from './workflow-runtime.ts';

/** How a watch is kept. */
export interface StandstillWatchOptions {
  readonly runtime: WorkflowRuntime;
  /** For how long nothing of a batch may change before it is taken for lost, in milliseconds. */
  readonly standstillMs: number;
  /**
   * Called for each batch that stands still.
   *
   * @param once - the same for every worker that sees it stand still at the same place
   */
  readonly onStandstill: (batchId: string, once: string) => Promise<void>;
}

interface Seen {
  readonly state: string;
  sinceMs: number;
  /** How often it was reported at this place. */
  reports: number;
}

/**
 * Finds batches that have not ended and that nobody works on, whatever became of their runs: nothing in their folders
 * changes, while this worker has nothing to do. Only differences of this process's own clock count.
 */
export class StandstillWatch {
  readonly #options: StandstillWatchOptions;
  readonly #seen = new Map<string, Seen>();
  /** What has ended stays so. */
  readonly #ended = new Set<string>();
  #idleSinceMs: number | null = null;

  constructor(options: StandstillWatchOptions) {
    this.#options = options;
  }

  /** Looks at every batch under the output root once. */
  async look(): Promise<void> {
    const { runtime, standstillMs, onStandstill } = this.#options;
    const { running, queued } = runtime.status;
    if (running + queued > 0) this.#idleSinceMs = null;
    else this.#idleSinceMs ??= performance.now();
    for (const batch of await this.#open()) {
      const { batchId } = batch.request;
      const state = await this.#stateOf(batch);
      if (state === null) continue;
      const nowMs = performance.now();
      let seen = this.#seen.get(batchId);
      if (seen?.state !== state) {
        seen = { state, sinceMs: nowMs, reports: 0 };
        this.#seen.set(batchId, seen);
      }
      const stillSinceMs = Math.max(seen.sinceMs, this.#idleSinceMs ?? nowMs);
      if (nowMs - stillSinceMs < standstillMs) continue;
      await onStandstill(batchId, `${state}:${seen.reports}`);
      seen.sinceMs = nowMs;
      seen.reports += 1;
    }
  }

  async #open(): Promise<readonly RegisteredBatch[]> {
    const all = (await this.#options.runtime.register?.list()) ?? [];
    return all.filter(({ request }) => !this.#ended.has(request.batchId));
  }

  /** A digest that changes with the batch's folders; `null` where it has ended, or cannot be read. */
  async #stateOf(batch: RegisteredBatch): Promise<string | null> {
    const { register } = this.#options.runtime;
    const standing = register === null ? null : await readStanding(register, batch).catch(() => null);
    if (standing === null) return null;
    if (standing.endedAt === null) {
      return createHash('sha256')
        .update(await changesIn(standing))
        .digest('hex');
    }
    this.#ended.add(batch.request.batchId);
    this.#seen.delete(batch.request.batchId);
    return null;
  }
}

/**
 * A folder changes with every file that is made, renamed or removed in it. A render's scratch file grows, or its owner is
 * seen to live by its lease while it verifies and measures.
 */
async function changesIn({ folder }: BatchStanding): Promise<string> {
  const { output } = folder;
  const names = await readdir(output.path).catch(() => []);
  const scratch = names
    .filter(name => name.startsWith('.') && name !== path.basename(output.statePath))
    .sort();
  const places = [output.path, output.recordsPath, output.searchesPath, folder.path];
  const files = scratch.map(name => path.join(output.path, name));
  const facts = await Promise.all(
    [...places, ...files].map(async place => {
      const found = await stat(place).catch(() => null);
      return found === null ? [place] : [place, found.ino, found.mtimeMs, found.isFile() ? found.size : 0];
    }),
  );
  return JSON.stringify(facts);
}
