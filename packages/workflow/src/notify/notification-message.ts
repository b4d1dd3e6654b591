import { createHash } from 'node:crypto';
import type { BatchStanding } from '../register/batch-standing.ts';

/** What is said of a batch that has ended. */
export interface NotificationMessage {
  /** The same for every delivery about one batch, by which a receiver knows one that it has. */
  readonly id: string;
  readonly body: NotificationBody;
}

/** The JSON that is sent. */
export interface NotificationBody {
  readonly type: 'batch.completed' | 'batch.cancelled' | 'batch.failed';
  /** When the batch ended, ISO 8601. */
  readonly timestamp: string;
  readonly data: {
    readonly batchId: string;
    readonly status: 'completed' | 'cancelled' | 'failed';
    /** As it was requested. */
    readonly outDir: string;
    readonly askedAt: string;
    readonly endedAt: string;
    /** `null` where the batch failed as a whole. */
    readonly counts: Readonly<
      Record<'requested' | 'succeeded' | 'failed' | 'skipped' | 'cancelled', number>
    > | null;
    readonly error: { readonly code: string; readonly message: string } | null;
  };
}

const maxMessage = 2000;

/** @param endedAt - that of the batch, which has ended */
export function messageOf(
  { request, askedAt, summary, failure }: BatchStanding,
  endedAt: string,
  installation: string,
): NotificationMessage {
  const { batchId, outDir } = request;
  const status = summary === null ? 'failed' : summary.cancelled > 0 ? 'cancelled' : 'completed';
  const counts = summary === null ? null : countsOf(summary);
  const error =
    failure === null ? null : { code: failure.code, message: failure.message.slice(0, maxMessage) };
  const digest = createHash('sha256').update(`${installation}/${batchId}`).digest('hex');
  return {
    id: `msg_${digest.slice(0, 32)}`,
    body: {
      type: `batch.${status}`,
      timestamp: endedAt,
      data: { batchId, status, outDir, askedAt, endedAt, counts, error },
    },
  };
}

function countsOf({
  requested,
  succeeded,
  failed,
  skipped,
  cancelled,
}: NonNullable<BatchStanding['summary']>) {
  return { requested, succeeded, failed, skipped, cancelled };
}
