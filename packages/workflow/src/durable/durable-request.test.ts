import path from 'node:path';
import { canonicalDigest } from '@variegate/core-filters';
import type { CreateVariantsBatchOptions } from '@variegate/variants';
import { batchDefaults, resolveOptions } from '@variegate/variants/internal';
import { expect, test } from 'vitest';
import { durableRequest } from './durable-request.ts';

const found = [{ path: '/in/a.mp4', named: true }];

function requestFor(options: Omit<CreateVariantsBatchOptions, 'inputs' | 'outDir'>) {
  const whole = { ...options, inputs: ['/in/a.mp4'], outDir: path.resolve('/out') };
  const { recursive: _, inputs: __, ...shared } = whole;
  return durableRequest(whole, resolveOptions(shared, batchDefaults), found).request;
}

test('A batch keeps the name that it had when count and container had others, so that it is found again.', () => {
  const asked = { seed: 7, format: 'mkv', outDir: path.resolve('/out'), variantsPerFile: 2 };
  const before = canonicalDigest({ ...asked, inputs: ['/in/a.mp4'], distractors: [] }).slice(0, 32);
  expect(requestFor({ seed: 7, format: 'mkv', variantsPerFile: 2 }).batchId).toBe(before);
  expect(requestFor({ seed: 7, container: 'mkv', count: 2, recursive: true }).batchId).toBe(before);
});

test('A request has the names of today, and of a batch that says no number the number that is made.', () => {
  const request = requestFor({ format: 'mkv', recursive: true });
  expect(request).toMatchObject({ container: 'mkv', count: 3 });
  expect(Object.keys(request).sort()).toEqual(['batchId', 'container', 'count', 'outDir']);
});
