import type { Summary } from '@variegate/variants';
import { readBatchSummary } from '@variegate/workflow';
import { type BatchRun, hasResults } from '../engine/batch-run.ts';
import { outputFolderOf } from '../engine/output-folder-of.ts';
import type { BatchProgress } from '../progress/batch-progress.ts';
import { type WaitReason, waitReasonsOf } from '../progress/wait-reasons.ts';
import type { ServiceParts } from './service-parts.ts';

type ReadParts = Pick<ServiceParts, 'progressStore' | 'settings' | 'host'>;

/** A batch with all that is known of it. */
export interface ReadBatch extends BatchRun {
  /** Its progress; `null` when no event of it has arrived since the service started. */
  readonly progress: BatchProgress | null;
  /** What keeps it from continuing now. */
  readonly waiting: readonly WaitReason[];
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
  const reasons = await waitReasonsOf(runs, parts);
  return runs.map((run, index) => {
    const progress = parts.progressStore.find(run.batchId);
    const status = run.status === 'queued' && progress !== null ? 'running' : run.status;
    return { ...run, status, progress, waiting: reasons[index] ?? [] };
  });
}

/** Reads all that is known of a batch. */
export async function readBatch(parts: ReadParts, run: BatchRun): Promise<ReadBatch> {
  const { outputRoot } = parts.settings;
  const summary = hasResults(run) ? await readSummary(run, outputRoot).catch(() => null) : null;
  const [batch] = await listBatches(parts, [run]);
  return { ...(batch ?? { ...run, progress: null, waiting: [] }), summary };
}

async function readSummary({ batchId, request }: BatchRun, outputRoot: string): Promise<Summary | null> {
  return readBatchSummary({ outDir: await outputFolderOf(request, outputRoot), batchId });
}
