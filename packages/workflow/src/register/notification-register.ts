import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { readOwnText, writeFileAtomically } from '@variegate/runner';
import { assertNoLinkBelow, makeFolderBelow } from '@variegate/variants/internal';
import { z } from 'zod';
import { writeOnce } from '../batch/write-once.ts';

/** Ways of saying that a batch has ended. */
export const notificationChannels = ['webhook', 'command'] as const;

/** A way of saying that a batch has ended. */
export type NotificationChannel = (typeof notificationChannels)[number];

const schema = z.object({
  status: z.enum(['pending', 'delivered', 'failed']),
  attempts: z.int().min(0),
  problem: z.string().nullable(),
  attemptedAt: z.iso.datetime().nullable(),
  retrySeconds: z.int().min(0),
});

/** How it stands with a notification. */
export interface Notification {
  /** `failed`: it is not tried again; the batch has not failed by that. */
  readonly status: 'pending' | 'delivered' | 'failed';
  readonly attempts: number;
  /** Why the last attempt failed; `null` where there was none, or it did not. */
  readonly problem: string | null;
  /** When the last attempt was made, ISO 8601. */
  readonly attemptedAt: string | null;
  /** From the last attempt to the next, in seconds; 0 where there is none to wait for. */
  readonly retrySeconds: number;
}

const suffix = '.json';

/** The notifications of all batches under an output root: `.variegate/notifications/<channel>/<batchId>.json`. */
export class NotificationRegister {
  readonly #outputRoot: string;

  /** @param outputRoot - absolute */
  constructor(outputRoot: string) {
    this.#outputRoot = outputRoot;
  }

  /** Notes that a notification is due when the batch ends, unless that is known. */
  async expect(channel: NotificationChannel, batchId: string): Promise<void> {
    const folder = this.#folderOf(channel);
    await makeFolderBelow(this.#outputRoot, folder);
    const due: Notification = {
      ...{ status: 'pending', attempts: 0, problem: null, attemptedAt: null, retrySeconds: 0 },
    };
    await writeOnce(path.join(folder, batchId + suffix), JSON.stringify(due));
  }

  /** `null` where none is due. */
  async find(channel: NotificationChannel, batchId: string): Promise<Notification | null> {
    const folder = this.#folderOf(channel);
    await assertNoLinkBelow(this.#outputRoot, [folder]);
    try {
      return schema.parse(
        JSON.parse(await readOwnText(path.join(folder, batchId + suffix), { maxMebibytes: 1 })),
      );
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  async set(channel: NotificationChannel, batchId: string, notification: Notification): Promise<void> {
    const folder = this.#folderOf(channel);
    await makeFolderBelow(this.#outputRoot, folder);
    await writeFileAtomically(path.join(folder, batchId + suffix), JSON.stringify(notification));
  }

  /** The batches that have one, delivered or not. */
  async list(channel: NotificationChannel): Promise<readonly string[]> {
    const names = await readdir(this.#folderOf(channel)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    return names.filter(name => name.endsWith(suffix)).map(name => name.slice(0, -suffix.length));
  }

  #folderOf(channel: NotificationChannel): string {
    return path.join(this.#outputRoot, '.variegate', 'notifications', channel);
  }
}
