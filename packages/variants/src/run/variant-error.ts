import type { Retry } from '@variegate/runner';
import type { VariantError } from '../records/variant-record.ts';

const never: Retry = { kind: 'never' };

/** An error of one of the house's packages, by its shape: a stable code and an advice on trying again. */
export interface CodedError extends Error {
  readonly code: string;
  readonly retry: Retry;
}

/** Whether an error is one that the house's packages throw on purpose. */
export function isCodedError(error: unknown): error is CodedError {
  if (!(error instanceof Error)) return false;
  const { code, retry } = error as Partial<CodedError>;
  return (
    typeof code === 'string' && typeof retry === 'object' && retry !== null && typeof retry.kind === 'string'
  );
}

/** Any failure as data. What is not one of the house's own errors is told with its system code, or as unexpected. */
export function asVariantError(error: unknown): VariantError {
  if (isCodedError(error)) return { code: error.code, message: error.message, retry: error.retry };
  const { code, message } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) };
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return {
      code: 'VARIANTS_NO_SPACE',
      message: 'The file system of the output folder is full.',
      retry: { kind: 'when-space' },
    };
  }
  return { code: code === undefined ? 'VARIANTS_UNEXPECTED' : `VARIANTS_${code}`, message, retry: never };
}
