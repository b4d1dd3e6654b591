import type { BatchRequest } from './batch-request.ts';
import { parseBatchRequest } from './parse-batch-request.ts';

/**
 * The request that tries again what failed in an earlier one: the same in everything, under a new name. What is
 * there is left as it is, also where it is there as a plain or lighter variant.
 *
 * @param batchId - @default the earlier one's with `.retry`, or `.retry-2` and so on
 * @throws {WORKFLOW_REQUEST_INVALID} when the new name is invalid.
 */
export function retryFailedRequest(previous: BatchRequest, batchId?: string): BatchRequest {
  return parseBatchRequest({
    ...previous,
    force: false,
    batchId: batchId ?? nextName(previous.batchId),
    retryFailed: true,
  });
}

function nextName(batchId: string): string {
  const [, stem = batchId, number] = /^(.*)\.retry(?:-(\d+))?$/.exec(batchId) ?? [];
  if (stem === batchId) return `${batchId}.retry`;
  return `${stem}.retry-${number === undefined ? 2 : Number(number) + 1}`;
}
