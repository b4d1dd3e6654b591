import type { Summary } from '@variegate/variants';
import {
  type Notification,
  type NotificationChannel,
  notificationChannels,
  readBatchSummary,
} from '@variegate/workflow';
import { type BatchRun, hasResults } from '../engine/batch-run.ts';
import { outputFolderOf } from '../engine/output-folder-of.ts';
import { waitReasonsOf } from '../engine/wait-reasons.ts';
import type { BatchProgress, WaitReason } from '../progress/batch-progress.ts';
import type { ServiceParts } from './service-parts.ts';

/** What batches are read from. */
export type ReadParts = Pick<ServiceParts, 'progressStore' | 'settings' | 'host' | 'runtime'>;

/** A batch with all that is known of it. */
export interface ReadBatch extends BatchRun {
  /** Its progress; `null` when no event of it has arrived since the service started. */
  readonly progress: BatchProgress | null;
  /** What keeps it from continuing now. */
  readonly waiting: readonly WaitReason[];
  /** How it stands with what is to be said of its end, by each way that there is. */
  readonly notifications: Partial<Readonly<Record<NotificationChannel, Notification>>>;
  /** Its result; `null` until it has one, or when its folder no longer exists. */
  readonly summary: Summary | null;
}

/** A batch as it is listed. */
export type ListedBatch = Omit<ReadBatch, 'summary'>;

/** Batches and their progress. What runs here has begun, whatever its engine knows of it yet. */
export async function listBatches(
  parts: ReadParts,
  runs: readonly BatchRun[],
): Promise<readonly ListedBatch[]> {
  const [reasons, notifications] = await Promise.all([
    waitReasonsOf(runs, parts),
    Promise.all(runs.map(({ batchId }) => notificationsOf(batchId, parts))),
  ]);
  return runs.map((run, index) => {
    const progress = parts.progressStore.find(run.batchId);
    const status = run.status === 'queued' && progress !== null ? 'running' : run.status;
    return {
      ...run,
      status,
      progress,
      waiting: reasons[index] ?? [],
      notifications: notifications[index] ?? {},
    };
  });
}

/** Reads all that is known of a batch. */
export async function readBatch(parts: ReadParts, run: BatchRun): Promise<ReadBatch> {
  const { outputRoot } = parts.settings;
  const summary = hasResults(run) ? await readSummary(run, outputRoot).catch(() => null) : null;
  const [batch] = await listBatches(parts, [run]);
  return { ...(batch ?? { ...run, progress: null, waiting: [], notifications: {} }), summary };
}

async function notificationsOf(
  batchId: string,
  { runtime }: Pick<ServiceParts, 'runtime'>,
): Promise<ListedBatch['notifications']> {
  const entries = notificationChannels.map(async channel => {
    const found = (await runtime.register?.notifications.find(channel, batchId).catch(() => null)) ?? null;
    return found === null ? [] : [[channel, found]];
  });
  return Object.fromEntries((await Promise.all(entries)).flat());
}

async function readSummary({ batchId, request }: BatchRun, outputRoot: string): Promise<Summary | null> {
  return readBatchSummary({ outDir: await outputFolderOf(request, outputRoot), batchId });
}
