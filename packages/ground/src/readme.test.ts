import { expect, test } from 'vitest';
import { CodedError, type Retry } from './index.ts';

// The example of the README.
class DiskFullError extends CodedError {
  readonly code = 'EXAMPLE_DISK_FULL';
  readonly retry: Retry = { kind: 'when-space' };
}

test('A coded error has the name of its class, its code and its advice, and keeps its cause.', () => {
  const cause = new Error('ENOSPC');
  const error = new DiskFullError('The disk is full.', { cause });
  expect([error.name, error.code, error.retry.kind]).toEqual([
    'DiskFullError',
    'EXAMPLE_DISK_FULL',
    'when-space',
  ]);
  expect(error.cause).toBe(cause);
});
