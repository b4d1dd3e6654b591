import type { Summary } from '@variegate/variants';
import { readBatchSummary } from '@variegate/workflow';
import { type BatchRun, hasResults } from '../engine/batch-run.ts';
import { outputFolderOf } from '../engine/output-folder-of.ts';
import type { BatchProgress } from '../progress/batch-progress.ts';
import type { ProgressStore } from '../progress/progress-store.ts';
import type { ServiceParts } from './service-parts.ts';

/** A batch with all that is known of it. */
export interface ReadBatch extends BatchRun {
  /** Its progress; `null` when no event of it has arrived since the service started. */
  readonly progress: BatchProgress | null;
  /** Its result; `null` until it has one, or when its folder no longer exists. */
  readonly summary: Summary | null;
}

/** A batch and its progress. What runs here has begun, whatever its engine knows of it yet. */
export function withProgress(progressStore: ProgressStore, run: BatchRun): Omit<ReadBatch, 'summary'> {
  const progress = progressStore.find(run.batchId);
  const status = run.status === 'queued' && progress !== null ? 'running' : run.status;
  return { ...run, status, progress };
}

/** Reads all that is known of a batch. */
export async function readBatch(
  { progressStore, settings }: Pick<ServiceParts, 'progressStore' | 'settings'>,
  run: BatchRun,
): Promise<ReadBatch> {
  const summary = hasResults(run) ? await readSummary(run, settings.outputRoot).catch(() => null) : null;
  return { ...withProgress(progressStore, run), summary };
}

async function readSummary({ batchId, request }: BatchRun, outputRoot: string): Promise<Summary | null> {
  return readBatchSummary({ outDir: await outputFolderOf(request, outputRoot), batchId });
}
