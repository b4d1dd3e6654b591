import { defaultEncodeSettings, type Plan, planDigest } from '@variegate/core-filters';
import { expect, test } from 'vitest';
import { parseRecord } from './parse-record.ts';
import type { FailedRecord, SucceededRecord } from './variant-record.ts';

const fingerprint = 'ab'.repeat(32);
const plan: Plan = {
  formatVersion: 1,
  strategy: 'standard',
  level: 'medium',
  seed: 0,
  index: 1,
  source: { sha256: fingerprint },
  steps: [{ name: 'horizontal_flip', params: {} }],
  rejected: [],
};

const succeeded: SucceededRecord = {
  formatVersion: 1,
  id: '3f'.repeat(32),
  status: 'succeeded',
  kind: 'variant',
  index: 1,
  source: { fingerprint, stem: 'clip', file: 'clip.mp4' },
  plan,
  planDigest: planDigest(plan),
  settings: { encode: defaultEncodeSettings, provenance: true, plainGraph: false },
  output: 'clip.v001.3f3f3f.mp4',
  bytes: 1000,
  sha256: 'cd'.repeat(32),
  media: { durationSeconds: 1, frameCount: 25, width: 320, height: 240, hasAudio: true },
  segments: [{ variantStart: 0, variantEnd: 1, sourceStart: 0, sourceEnd: 1, direction: 1 }],
  similarity: null,
  run: {
    finishedAt: '2026-01-01T00:00:00.000Z',
    processingSeconds: 1.5,
    renderCpuSeconds: 1.2,
    cpuSampled: false,
    peakMemoryBytes: 80_000_000,
    attempts: 1,
    ffmpegVersion: '7.1',
    error: null,
  },
};

const {
  output: _,
  bytes: __,
  sha256: ___,
  media: ____,
  segments: _____,
  similarity: ______,
  ...base
} = succeeded;
const failed: FailedRecord = {
  ...base,
  status: 'failed',
  run: {
    ...succeeded.run,
    error: { code: 'RUNNER_STALLED', message: 'It stalled.', retry: { kind: 'now', atMost: 1 } },
  },
};

test('Records of both kinds come back as they were written.', () => {
  expect(parseRecord(JSON.stringify(succeeded))).toEqual(succeeded);
  expect(parseRecord(JSON.stringify(failed))).toEqual(failed);
});

test('A record of a variant that a chip has encoded comes back as it was written.', () => {
  const encode = { encoder: 'h264_qsv', crf: 23, container: 'mp4', threads: 1 } as const;
  const record = { ...succeeded, settings: { ...succeeded.settings, encode } };
  expect(parseRecord(JSON.stringify(record))).toEqual(record);
});

test.each([
  ['is cut', JSON.stringify(succeeded).slice(0, -20)],
  ['is not an object', '[]'],
  ['has a field too many', JSON.stringify({ ...succeeded, more: 1 })],
  ['lacks its digest', JSON.stringify({ ...succeeded, sha256: undefined })],
  ['has an output in another folder', JSON.stringify({ ...succeeded, output: '../clip.mp4' })],
  ['has an impossible size', JSON.stringify({ ...succeeded, bytes: -1 })],
  ['is of a later version', JSON.stringify({ ...succeeded, formatVersion: 2 })],
  [
    'holds a plan with an unknown step',
    JSON.stringify({ ...succeeded, plan: { ...plan, steps: [{ name: 'x', params: {} }] } }),
  ],
])('A record that %s counts as none.', (_why, text) => {
  expect(parseRecord(text)).toBeNull();
});
