import type { VariantJob } from '../job/variant-job.ts';
import { recordFormatVersion, type SucceededRecord } from '../records/variant-record.ts';
import { recordedOf } from '../rendering/published-variant.ts';

/** The record that a job would leave whose file has the given size and digest. */
export function succeededRecord(
  job: VariantJob,
  file: Pick<SucceededRecord, 'bytes' | 'sha256'>,
): SucceededRecord {
  return {
    ...{ formatVersion: recordFormatVersion, status: 'succeeded', ...recordedOf(job), ...file },
    media: { durationSeconds: 10, frameCount: 250, width: 640, height: 360, hasAudio: true },
    similarity: null,
    run: {
      ...{ finishedAt: '2026-01-01T00:00:00.000Z', processingSeconds: 1, renderCpuSeconds: 1 },
      ...{ cpuSampled: false, peakMemoryBytes: 1, attempts: 1, ffmpegVersion: '5.1', error: null },
    },
  };
}
