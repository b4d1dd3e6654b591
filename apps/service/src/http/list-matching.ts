import type { BatchRun } from '../engine/batch-run.ts';
import type { BatchFilter } from '../engine/workflow-host.ts';
import { type ListedBatch, listBatches, type ReadParts } from './read-batch.ts';

/** Which batches to list. */
export interface BatchQuery extends BatchFilter {
  /** `open`: queued or running; `with-failures`: it has ended, and variants have failed or it has itself. */
  readonly status?: BatchRun['status'] | 'open' | 'with-failures' | undefined;
  /** What their names or output folders contain, in whatever case. */
  readonly search?: string | undefined;
}

/** Batches looked at together. */
const lookedAt = 100;
/** Most batches that one request looks at, so that a search that finds nothing ends; the caller continues from there. */
const maxLookedAt = 2000;

/**
 * The batches that match, newest first.
 *
 * @returns `next`: what to give as `before` for more; `null` where there are no more
 */
export async function listMatching(
  parts: ReadParts,
  { limit, before, status, search = '' }: BatchQuery,
): Promise<{ readonly runs: readonly ListedBatch[]; readonly next: string | null }> {
  const wanted = search.toLowerCase();
  const runs: ListedBatch[] = [];
  let last = before;
  for (let seen = 0; seen < maxLookedAt; seen += lookedAt) {
    const found = await parts.host.list({ limit: lookedAt, before: last });
    const named = found.filter(({ batchId, request }) =>
      `${batchId}\n${request.outDir}`.toLowerCase().includes(wanted),
    );
    for (const run of await listBatches(parts, named)) {
      if (!hasStatus(run, status)) continue;
      runs.push(run);
      if (runs.length === limit) {
        const isLast = found.length < lookedAt && found.at(-1)?.batchId === run.batchId;
        return { runs, next: isLast ? null : run.batchId };
      }
    }
    if (found.length < lookedAt) return { runs, next: null };
    last = found.at(-1)?.batchId;
  }
  return { runs, next: last ?? null };
}

function hasStatus({ status, endedAt, counts }: ListedBatch, wanted: BatchQuery['status']): boolean {
  switch (wanted) {
    case undefined:
      return true;
    case 'open':
      return endedAt === null;
    case 'with-failures':
      return status === 'failed' || (endedAt !== null && (counts?.failed ?? 0) > 0);
    default:
      return status === wanted;
  }
}
