import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SucceededRecord } from '@variegate/variants';
import type { renderVariant } from '@variegate/variants/internal';

/**
 * Stands in the place of `renderVariant` where everything but rendering is measured: publishes a few bytes and the record
 * of them, at once.
 */
export const trivialRender: typeof renderVariant = async (job, { folder, ffmpeg, runId, attempt }) => {
  const text = `${job.id}\n`;
  await writeFile(path.join(folder.path, job.output), text);
  const record: SucceededRecord = {
    formatVersion: 1,
    ...{ id: job.id, status: 'succeeded', kind: job.kind, index: job.index },
    source: { fingerprint: job.source.fingerprint, stem: job.source.stem, file: job.source.file },
    ...{ plan: job.plan, planDigest: job.planDigest, settings: job.settings, output: job.output },
    bytes: text.length,
    sha256: createHash('sha256').update(text).digest('hex'),
    media: { durationSeconds: 1, frameCount: 25, width: 256, height: 192, hasAudio: true },
    ...{ segments: [], similarity: null },
    run: {
      finishedAt: new Date().toISOString(),
      ...{ processingSeconds: 0, renderCpuSeconds: 0, cpuSampled: false, peakMemoryBytes: null },
      ...{ attempts: attempt, ffmpegVersion: ffmpeg.version, runId, error: null },
    },
  };
  await writeFile(path.join(folder.recordsPath, `${job.id}.json`), JSON.stringify(record));
  return record;
};
