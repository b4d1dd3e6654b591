import path from 'node:path';
import { fingerprint } from '@variegate/inspect';
import { type Ffmpeg, type OpenInput, openInput, type RenderEvent, render } from '@variegate/runner';
import { type AssetLibrary, assetLibrary } from '../assets/asset-library.ts';
import { SourceChangedError } from '../errors.ts';
import type { OutputFolder } from '../folder/output-folder.ts';
import type { MeasureChoice, SourceLimits } from '../options/run-options.ts';
import { assertCapable, compileJob } from '../planning/compile-job.ts';
import type { VariantJob } from '../planning/variant-job.ts';
import { writeRecord } from '../records/record-store.ts';
import { recordFormatVersion, type SucceededRecord } from '../records/variant-record.ts';
import { roundSeconds } from '../run/round-seconds.ts';
import { openCommandInputs } from './open-command-inputs.ts';
import { resolveFile } from './resolve-file.ts';
import { verifyAndMeasure } from './verify-and-measure.ts';

/** What rendering a variant takes besides the job. */
export interface RenderVariantOptions {
  readonly folder: OutputFolder;
  readonly ffmpeg: Ffmpeg;
  /** Folder that the source must lie under, where a stranger names it. @default none */
  readonly inputRoot?: string | undefined;
  /** Wall clock of the render, in seconds; `null`: max(300, 20 x the predicted time). */
  readonly timeoutSeconds: number | null;
  readonly cacheFolder: string | null;
  readonly limits: SourceLimits;
  /** Whether the verifying decode also measures how far the variant has moved from its source. */
  readonly measure: MeasureChoice;
  /** Where the plan's second media are. @default the generated set alone */
  readonly assets?: AssetLibrary | undefined;
  /** Idle cores that decoder and filters may use besides their own; changes no byte. @default 0 */
  readonly extraThreads?: number;
  /** Number of this try, from 1, for the record. */
  readonly attempt: number;
  readonly onEvent?: (event: RenderEvent) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Renders one variant, once: compile, run ffmpeg, verify by a full decode, publish, record. The file is published
 * before its record, so a record never tells of a file that is not there. Never retries; a failed call leaves nothing.
 *
 * @throws {VARIANTS_SOURCE_CHANGED} when the source is not what was planned for.
 * @throws {VARIANTS_ASSET_UNAVAILABLE} when a second medium is not there, or not what it was.
 * @throws {RUNNER_TIMED_OUT} | {RUNNER_STALLED} | {RUNNER_NO_SPACE} and the runner's other failures.
 * @throws {INSPECT_VERIFICATION_FAILED} when the file is not what it was to become.
 */
export async function renderVariant(
  job: VariantJob,
  options: RenderVariantOptions,
): Promise<SucceededRecord> {
  const { folder, ffmpeg, limits, extraThreads = 0, signal } = options;
  const startedMs = performance.now();
  await using source = await openInput(job.source.path, 'video', { root: options.inputRoot });
  await assertUnchanged(source, job, options);
  const compiled = compileJob(job);
  assertCapable(compiled, ffmpeg);
  const { command, segments } = compiled;
  const assets = options.assets ?? assetLibrary({ files: [], cacheFolder: options.cacheFolder, signal });
  await using opened = await openCommandInputs(command, source, assets);

  await using rendering = render(command, {
    ffmpeg,
    inputs: opened.inputs,
    resolveFile,
    outputPath: path.join(folder.path, job.output),
    replace: true,
    expectedSeconds: job.estimate.cpuSeconds,
    ...(options.timeoutSeconds === null ? {} : { timeoutMs: options.timeoutSeconds * 1000 }),
    limits: { maxStreams: limits.maxStreams, maxPixels: limits.maxPixels },
    decoderThreads: 1 + extraThreads,
    filterThreads: 1 + extraThreads,
    verify: (scratchPath, context) =>
      verifyAndMeasure(scratchPath, { job, compiled, source, ...options, assets, signal: context.signal }),
    signal,
  });
  for await (const event of rendering.events) options.onEvent?.(event);
  const result = await rendering.result;

  const record: SucceededRecord = {
    formatVersion: recordFormatVersion,
    id: job.id,
    status: 'succeeded',
    kind: job.kind,
    index: job.index,
    source: { fingerprint: job.source.fingerprint, stem: job.source.stem, file: job.source.file },
    plan: job.plan,
    planDigest: job.planDigest,
    ...(job.search === undefined ? {} : { search: job.search }),
    settings: job.settings,
    output: job.output,
    bytes: result.bytes,
    sha256: result.sha256,
    media: result.verification.media,
    segments,
    similarity: result.verification.similarity,
    ...(result.verification.measures === null ? {} : { measures: result.verification.measures }),
    run: {
      finishedAt: new Date().toISOString(),
      processingSeconds: roundSeconds((performance.now() - startedMs) / 1000),
      renderCpuSeconds: roundSeconds(result.renderCpuSeconds),
      cpuSampled: result.cpuSampled,
      peakMemoryBytes: result.peakMemoryBytes,
      attempts: options.attempt,
      ffmpegVersion: ffmpeg.version,
      error: null,
    },
  };
  await writeRecord(folder, record);
  return record;
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
