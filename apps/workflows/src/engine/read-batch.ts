import path from 'node:path';
import type { Summary } from '@variegate/variants';
import { readBatchSummary } from '@variegate/workflow';
import type { ServiceParts } from '../http/service-parts.ts';
import type { BatchProgress } from '../progress/batch-progress.ts';
import type { ProgressBook } from '../progress/progress-book.ts';
import type { BatchRun } from './batch-run.ts';

/** A batch with all that is known of it. */
export interface ReadBatch extends BatchRun {
  /** How it goes on; `null` when nothing was heard of it since the service began. */
  readonly progress: BatchProgress | null;
  /** What became of it; `null` until it has completed, or when its folder is not there any more. */
  readonly summary: Summary | null;
}

/** A batch and how it goes on. What goes on here has begun, whatever its engine has heard of it yet. */
export function withProgress(book: ProgressBook, run: BatchRun): Omit<ReadBatch, 'summary'> {
  const progress = book.find(run.batchId);
  const status = run.status === 'queued' && progress !== null ? 'running' : run.status;
  return { ...run, status, progress };
}

/** Reads all that is known of a batch. */
export async function readBatch(
  { book, settings }: Pick<ServiceParts, 'book' | 'settings'>,
  run: BatchRun,
): Promise<ReadBatch> {
  const { batchId, status } = run;
  const outDir = outputFolderOf(run, settings.outputRoot);
  const summary =
    status === 'completed' ? await readBatchSummary({ outDir, batchId }).catch(() => null) : null;
  return { ...withProgress(book, run), summary };
}

/** Absolute path of the folder that a batch writes to. */
export const outputFolderOf = ({ request }: BatchRun, outputRoot: string): string =>
  path.resolve(outputRoot, request.outDir);
