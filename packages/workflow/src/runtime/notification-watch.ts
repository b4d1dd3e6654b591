import { readStanding } from '../register/batch-standing.ts';
import { notificationChannels } from '../register/notification-register.ts';
import type { WorkflowRuntime } from './workflow-runtime.ts';

/** How a watch is kept. */
export interface NotificationWatchOptions {
  readonly runtime: WorkflowRuntime;
  /** For how long nothing may become of a notification that is due before it is taken for lost, in milliseconds. */
  readonly standstillMs: number;
  /**
   * Called for each batch of whose end nothing was said.
   *
   * @param once - the same for every worker that sees it stand still at the same place
   */
  readonly onStandstill: (batchId: string, once: string) => Promise<void>;
}

/**
 * Finds batches that have ended and of which a notification is due, whatever became of its run. Only differences of
 * this process's own clock count.
 */
export class NotificationWatch {
  readonly #options: NotificationWatchOptions;
  readonly #seen = new Map<string, { readonly state: string; sinceMs: number; reports: number }>();
  /** What was delivered, or has failed for good, stays so. */
  readonly #done = new Set<string>();

  constructor(options: NotificationWatchOptions) {
    this.#options = options;
  }

  /** Looks at every notification under the output root once. */
  async look(): Promise<void> {
    const { register } = this.#options.runtime;
    if (register === null) return;
    for (const channel of notificationChannels) {
      for (const batchId of await register.notifications.list(channel)) {
        const key = `${channel} ${batchId}`;
        if (this.#done.has(key)) continue;
        const notification = await register.notifications.find(channel, batchId).catch(() => null);
        if (notification?.status === 'pending') await this.#lookAt(key, batchId, notification);
        else if (notification !== null) this.#done.add(key);
      }
    }
  }

  async #lookAt(
    key: string,
    batchId: string,
    { attempts, retrySeconds }: { readonly attempts: number; readonly retrySeconds: number },
  ): Promise<void> {
    const { runtime, standstillMs, onStandstill } = this.#options;
    const { register } = runtime;
    const batch = (await register?.find(batchId)) ?? null;
    if (register === null || batch === null) return;
    const { endedAt } = await readStanding(register, batch);
    if (endedAt === null) return;
    const nowMs = performance.now();
    const state = `${key} ${attempts}`;
    let seen = this.#seen.get(key);
    if (seen?.state !== state) {
      seen = { state, sinceMs: nowMs, reports: 0 };
      this.#seen.set(key, seen);
    }
    if (nowMs - seen.sinceMs < standstillMs + 1000 * retrySeconds) return;
    await onStandstill(batchId, `${state}:${seen.reports}`);
    seen.sinceMs = nowMs;
    seen.reports += 1;
  }
}
