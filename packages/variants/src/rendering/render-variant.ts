import path from 'node:path';
import { isWithin } from '@variegate/core-filters';
import { fingerprint } from '@variegate/inspect';
import {
  type OpenInput,
  openInput,
  publishFile,
  type RenderFacts,
  type ScratchFile,
  sha256OfOwnFile,
} from '@variegate/runner';
import { SourceChangedError } from '../errors.ts';
import { makeFolderBelow } from '../folder/make-folder-below.ts';
import type { OutputFolder } from '../folder/output-folder.ts';
import type { VariantJob } from '../job/variant-job.ts';
import { writeRecord } from '../records/record-store.ts';
import { roundSeconds } from '../records/round-seconds.ts';
import { recordFormatVersion, type SucceededRecord } from '../records/variant-record.ts';
import { inSpan } from '../tracing/span.ts';
import { recordedOf } from './published-variant.ts';
import { type RenderJobOptions, renderJob } from './render-job.ts';
import { finishedFigures } from './target-figures.ts';
import type { VerifiedMedia } from './verify-and-measure.ts';

/** What rendering a variant takes besides the job. */
export interface RenderVariantOptions extends Omit<RenderJobOptions, 'outputPath' | 'replace'> {
  readonly folder: OutputFolder;
  /** Folder that the source must lie under, where a stranger names it. @default none */
  readonly inputRoot?: string | undefined;
  /** The run that renders, for the record. */
  readonly runId: string;
  /** Number of this attempt, from 1, for the record. */
  readonly attempt: number;
}

/**
 * Renders one variant, once: compile, run ffmpeg, verify by a full decode, publish, record. The file is published
 * before its record, so a record never names a file that does not exist. Never retries; a failed call leaves nothing.
 *
 * @throws {VARIANTS_SOURCE_CHANGED} when the source is not what was planned for.
 * @throws {VARIANTS_OUTPUT_FOLDER_UNUSABLE} when a folder of its tree is a link.
 * @throws {VARIANTS_ASSET_UNAVAILABLE} when an asset is missing or has changed.
 * @throws {RUNNER_TIMED_OUT} | {RUNNER_STALLED} | {RUNNER_NO_SPACE} and the runner's other failures.
 * @throws {INSPECT_VERIFICATION_FAILED} when the file failed verification.
 */
export async function renderVariant(
  job: VariantJob,
  options: RenderVariantOptions,
): Promise<SucceededRecord> {
  const { folder } = options;
  const startedMs = performance.now();
  await using source = await openInput(job.source.path, 'video', { root: options.inputRoot });
  await assertUnchanged(source, job, options);
  const { inputRoot: _, ...rest } = options;
  const outputPath = path.join(folder.path, job.output);
  if (path.dirname(outputPath) !== folder.path) await makeFolderBelow(folder.path, path.dirname(outputPath));
  const rendering: RenderJobOptions = { ...rest, outputPath, replace: 'where-it-differs' };
  const { sha256, verification, ...facts } = await renderJob(job, source, rendering);
  return await recordSuccess(job, { facts, sha256, verification, startedMs }, options);
}

/** A verified file that was not published yet, under its scratch name. */
export interface HeldVariant {
  /** By the plan that it was rendered by. */
  readonly job: VariantJob;
  readonly file: ScratchFile;
  readonly facts: RenderFacts;
  readonly verification: VerifiedMedia;
  /** When its render began, by `performance.now()`. */
  readonly startedMs: number;
}

/**
 * Publishes and records a file that was held back.
 *
 * @throws {RUNNER_NO_SPACE} | {RUNNER_OUTPUT_UNWRITABLE} | {RUNNER_STORAGE_FAILED}
 */
export async function publishHeld(
  { job, file, ...made }: HeldVariant,
  options: RenderVariantOptions,
): Promise<SucceededRecord> {
  const sha256 = await sha256OfOwnFile(file.path, options.signal);
  const targetPath = path.join(options.folder.path, job.output);
  await inSpan('variegate.publish', { output: job.output }, () =>
    publishFile({ scratchPath: file.path, targetPath, replace: 'where-it-differs' }),
  );
  return await recordSuccess(job, { ...made, sha256 }, options);
}

/** A file that was published, and how it was made. */
interface PublishedFile extends Omit<HeldVariant, 'job' | 'file'> {
  readonly sha256: string;
}

async function recordSuccess(
  job: VariantJob,
  { facts, sha256, verification, startedMs }: PublishedFile,
  { folder, ffmpeg, runId, attempt }: RenderVariantOptions,
): Promise<SucceededRecord> {
  const record: SucceededRecord = {
    formatVersion: recordFormatVersion,
    status: 'succeeded',
    ...recordedOf(job),
    ...(job.search === undefined ? {} : { search: job.search }),
    bytes: facts.bytes,
    sha256,
    media: verification.media,
    similarity: verification.similarity,
    ...(verification.measures === null ? {} : { measures: verification.measures }),
    ...targetPart(job, verification),
    run: {
      finishedAt: new Date().toISOString(),
      processingSeconds: roundSeconds((performance.now() - startedMs) / 1000),
      renderCpuSeconds: roundSeconds(facts.renderCpuSeconds),
      cpuSampled: facts.cpuSampled,
      ...(job.searchCpuSeconds === undefined ? {} : { searchCpuSeconds: roundSeconds(job.searchCpuSeconds) }),
      peakMemoryBytes: facts.peakMemoryBytes,
      attempts: attempt,
      ffmpegVersion: ffmpeg.version,
      runId,
      error: null,
    },
  };
  await writeRecord(folder, record);
  return record;
}

/** Whether the file measures what it shall, and how its plan was found. */
function targetPart(
  { target, targetSearch }: VariantJob,
  verified: VerifiedMedia,
): Pick<SucceededRecord, 'targetMet' | 'targetSearch'> {
  if (target === undefined) return {};
  const figures = finishedFigures(target, verified);
  const targetMet = isWithin(target, figures);
  if (targetSearch === undefined) return { targetMet };
  const { chosen, renders } = targetSearch;
  if (renders.some(({ candidate }) => candidate === chosen)) return { targetMet, targetSearch };
  return {
    targetMet,
    targetSearch: { ...targetSearch, renders: [...renders, { candidate: chosen, figures }] },
  };
}

async function assertUnchanged(
  source: OpenInput,
  job: VariantJob,
  { cacheFolder, signal }: RenderVariantOptions,
): Promise<void> {
  const digest = await fingerprint(source, { cacheFolder: cacheFolder ?? undefined, signal });
  if (digest !== job.source.fingerprint) {
    throw new SourceChangedError(`"${job.source.path}" has changed since its variants were planned.`);
  }
}
