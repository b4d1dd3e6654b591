import type { VariantJob } from '../planning/variant-job.ts';
import { recordFormatVersion, type SucceededRecord } from '../records/variant-record.ts';

/** The record that a job would leave whose file has the given size and digest. */
export function succeededRecord(
  { id, kind, index, source, plan, planDigest, settings, output }: VariantJob,
  file: Pick<SucceededRecord, 'bytes' | 'sha256'>,
): SucceededRecord {
  const { fingerprint, stem, file: name } = source;
  return {
    ...{ formatVersion: recordFormatVersion, id, status: 'succeeded', kind, index },
    ...{ source: { fingerprint, stem, file: name }, plan, planDigest, settings, output, ...file },
    media: { durationSeconds: 10, frameCount: 250, width: 640, height: 360, hasAudio: true },
    segments: [{ variantStart: 0, variantEnd: 10, sourceStart: 0, sourceEnd: 10, direction: 1 }],
    similarity: null,
    run: {
      ...{ finishedAt: '2026-01-01T00:00:00.000Z', processingSeconds: 1, renderCpuSeconds: 1 },
      ...{ cpuSampled: false, peakMemoryBytes: 1, attempts: 1, ffmpegVersion: '5.1', error: null },
    },
  };
}
