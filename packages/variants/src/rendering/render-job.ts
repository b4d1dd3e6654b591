import {
  type Ffmpeg,
  type OpenInput,
  type RenderEvent,
  type RenderResult,
  type Replacement,
  render,
  type VerifyContext,
} from '@variegate/runner';
import { type AssetLibrary, assetLibrary } from '../assets/asset-library.ts';
import { assertCapable } from '../job/capabilities.ts';
import type { VariantJob } from '../job/variant-job.ts';
import type { MeasureChoice, SourceLimits } from '../options/run-options.ts';
import { RenderSpans } from '../tracing/render-spans.ts';
import { openCommandInputs } from './open-command-inputs.ts';
import { resolveFile } from './resolve-file.ts';
import { type VerifiedMedia, verifyAndMeasure } from './verify-and-measure.ts';

/** What rendering a job takes besides the job and its source. */
export interface RenderJobOptions {
  /** Absolute path of the file to make; its folder must exist. */
  readonly outputPath: string;
  /** Whether a file that is already there is replaced. */
  readonly replace: Replacement;
  readonly ffmpeg: Ffmpeg;
  /** Wall clock of the render, in seconds; `null`: max(300, 20 x the predicted time). */
  readonly timeoutSeconds: number | null;
  readonly cacheFolder: string | null;
  readonly limits: SourceLimits;
  /** Whether the verifying decode also measures how far the result has moved from its source. */
  readonly measure: MeasureChoice;
  /** Where the assets of the plan are. @default the generated set alone */
  readonly assets?: AssetLibrary | undefined;
  /** Idle cores that decoder and filters may use besides their own; changes no byte. @default 0 */
  readonly extraThreads?: number;
  /** Decides by what was measured whether the file is published; it is not when this throws. @default it is */
  readonly accept?: ((verified: VerifiedMedia, context: VerifyContext) => Promise<void>) | undefined;
  readonly onEvent?: ((event: RenderEvent) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Renders a job on its source into one file: run ffmpeg, verify by a full decode, fsync, publish. Nothing else is written,
 * and a failed call leaves nothing.
 *
 * @param source - the source, open. Borrowed: it stays open.
 * @throws {VARIANTS_CAPABILITY_MISSING} when the ffmpeg lacks what the plan needs.
 * @throws {VARIANTS_ASSET_UNAVAILABLE} when an asset is missing or has changed.
 * @throws {RUNNER_TIMED_OUT} | {RUNNER_STALLED} | {RUNNER_NO_SPACE} and the runner's other failures.
 * @throws {INSPECT_VERIFICATION_FAILED} when the file failed verification.
 */
export async function renderJob(
  job: VariantJob,
  source: OpenInput,
  options: RenderJobOptions,
): Promise<RenderResult<VerifiedMedia>> {
  const { ffmpeg, limits, extraThreads = 0, signal } = options;
  assertCapable(job.compiled, ffmpeg);
  const { command } = job.compiled;
  const assets = options.assets ?? assetLibrary({ files: [], cacheFolder: options.cacheFolder, signal });
  await using opened = await openCommandInputs(command, source, assets);
  using spans = new RenderSpans({ 'memory.estimate_bytes': job.estimate.memoryBytes, output: job.output });
  let isBeingJudged = false;
  await using rendering = render(command, {
    ffmpeg,
    inputs: opened.inputs,
    resolveFile,
    outputPath: options.outputPath,
    replace: options.replace,
    expectedSeconds: job.estimate.cpuSeconds,
    ...(options.timeoutSeconds === null ? {} : { timeoutMs: options.timeoutSeconds * 1000 }),
    limits: { maxStreams: limits.maxStreams, maxPixels: limits.maxPixels },
    decoderThreads: 1 + extraThreads,
    filterThreads: 1 + extraThreads,
    async verify(scratchPath, context) {
      const { bytes, renderCpuSeconds, peakMemoryBytes } = context;
      const took = { bytes, cpu_seconds: renderCpuSeconds, 'memory.peak_bytes': peakMemoryBytes };
      spans.next('variegate.verify', took);
      const measuring = { job, source, ...options, assets, signal: context.signal };
      const verified = await verifyAndMeasure(scratchPath, measuring);
      isBeingJudged = true;
      await options.accept?.(verified, context);
      isBeingJudged = false;
      spans.next('variegate.publish', { frames: verified.media.frameCount });
      return verified;
    },
    signal,
  });
  try {
    for await (const event of rendering.events) options.onEvent?.(event);
    return await rendering.result;
  } catch (error) {
    // A file that is not accepted is whole; the caller has other plans for it.
    if (!isBeingJudged) spans.fail(error);
    throw error;
  }
}
