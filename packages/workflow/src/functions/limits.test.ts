import { expect, test } from 'vitest';
import { maxChunkSize } from '../batch/chunks.ts';
import { workflowEvents } from '../events/event-types.ts';
import { batchRequestedEvent } from '../events/sent-events.ts';
import { maxBatchVariants, maxListedInputs, maxRequestBytes } from '../request/batch-request.ts';
import { parseBatchRequest } from '../request/parse-batch-request.ts';
import type { RenderedVariant } from '../steps/make-variant.ts';
import type { ChunkEnding } from './chunk-function.ts';

/** What an Inngest server allows. */
const limits = { steps: 1000, stepBytes: 4 * 1024 ** 2, stateBytes: 32 * 1024 ** 2, eventBytes: 256 * 1024 };

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
const digest = 'f'.repeat(64);
const longestPath = `/${'é'.repeat(2047)}`;
const longestName = 'x'.repeat(128);

test('The largest batch stays within the steps and the state that a run may have.', () => {
  const chunks = maxBatchVariants / maxChunkSize;
  // To prepare, each chunk, to fold, to report; inputs that make no variants can at most double the chunks.
  expect(1 + 2 * chunks + 2).toBeLessThan(limits.steps);
  const prepared = { outDir: longestPath, chunks: 2 * chunks, requested: maxBatchVariants, priority: -600 };
  const ending: ChunkEnding = { succeeded: 250, skipped: 250, failed: 250, cancelled: 250 };
  expect(bytes(prepared) + 2 * chunks * bytes(ending)).toBeLessThan(limits.stateBytes / 100);
});

test('The largest chunk stays within the steps, the results and the state that a run may have.', () => {
  expect(1 + maxChunkSize).toBeLessThan(limits.steps);
  const place = { id: digest, offset: Number.MAX_SAFE_INTEGER, length: Number.MAX_SAFE_INTEGER };
  const planned = { variants: Array(maxChunkSize).fill(place) };
  expect(bytes(planned)).toBeLessThan(limits.stepBytes / 50);
  expect(bytes(planned) + maxChunkSize * bytes({ status: 'cancelled' })).toBeLessThan(
    limits.stateBytes / 100,
  );
});

test('A variant hands on names and digests, never what was measured of it.', () => {
  const rendered: RenderedVariant = {
    ...{
      status: 'succeeded',
      id: digest,
      index: maxBatchVariants,
      source: longestPath,
      output: 'x'.repeat(255),
    },
    ...{ bytes: Number.MAX_SAFE_INTEGER, graph: 'lighter' },
  };
  expect(bytes(rendered)).toBeLessThan(5000);
});

test('The largest request that is accepted fits into an event, and so does the end of any batch.', () => {
  const room = Math.floor((maxRequestBytes - 1000) / maxListedInputs) - 3;
  const request = parseBatchRequest({
    ...{ batchId: longestName, outDir: 'out', count: 100 },
    inputs: Array.from({ length: maxListedInputs }, (_, n) => String(n).padStart(room, 'x')),
  });
  expect(bytes(request)).toBeGreaterThan(0.9 * maxRequestBytes);
  expect(bytes(batchRequestedEvent(request)) + 1000).toBeLessThan(limits.eventBytes);
  const counts = { requested: 1e5, succeeded: 1e5, failed: 1e5, skipped: 1e5, cancelled: 1e5 };
  const ended = workflowEvents().batchCompleted.create({
    ...{ batchId: longestName, outDir: longestPath, manifest: `${longestPath}/manifest.json`, ...counts },
  });
  expect(bytes(ended)).toBeLessThan(limits.eventBytes / 10);
});
