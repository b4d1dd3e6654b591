import { expect, test } from 'vitest';
import { retryFailedRequest } from './retry-failed-request.ts';

const request = { batchId: 'archive', outDir: 'out', inputs: ['a.mp4'], seed: 7, force: true };

test('Trying again what failed asks for the same under a new name, and renders no existing variant.', () => {
  expect(retryFailedRequest(request)).toEqual({
    ...request,
    batchId: 'archive.retry',
    force: false,
    retryFailed: true,
  });
});

test('Each further attempt has a different name.', () => {
  const second = retryFailedRequest(retryFailedRequest(request));
  expect(second.batchId).toBe('archive.retry-2');
  expect(retryFailedRequest(second).batchId).toBe('archive.retry-3');
  expect(retryFailedRequest(second, 'my-own').batchId).toBe('my-own');
});
