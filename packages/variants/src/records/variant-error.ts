import type { CodedError, Retry } from '@variegate/ground';
import type { VariantError } from './variant-record.ts';

const never: Retry = { kind: 'never' };

/** Whether an error is one that a package of ours throws, by its shape: engines hand errors on as copies. */
export function isCodedError(error: unknown): error is CodedError {
  if (!(error instanceof Error)) return false;
  const { code, retry } = error as Partial<CodedError>;
  return (
    typeof code === 'string' && typeof retry === 'object' && retry !== null && typeof retry.kind === 'string'
  );
}

/** Any failure as data. An error that no package of ours throws gets its system code, or counts as unexpected. */
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
