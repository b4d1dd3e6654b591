import { didYouMean } from '@variegate/ground';
import { RequestInvalidError, type RequestIssue } from '../errors.ts';
import type { BatchRequest } from './batch-request.ts';
import { batchRequestedSchema, requestFields } from './batch-requested-schema.ts';

/**
 * Checks a batch request that came from outside.
 *
 * @throws {WORKFLOW_REQUEST_INVALID} with everything that is wrong, each with its path.
 */
export function parseBatchRequest(value: unknown): BatchRequest {
  const parsed = batchRequestedSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new RequestInvalidError(
    parsed.error.issues.flatMap((issue): readonly RequestIssue[] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map(key => ({
            path: [...issue.path, key].join('.'),
            message: `is not a field of a request${didYouMean(key, requestFields)}`,
          }))
        : [{ path: issue.path.join('.'), message: issue.message }],
    ),
  );
}
