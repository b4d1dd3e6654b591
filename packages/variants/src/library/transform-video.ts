import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import {
  assetsOfPlan,
  builtInCatalogue,
  type Catalogue,
  type Container,
  type GivenStep,
  type MediaFacts,
  modulesOf,
  muxers,
  type Plan,
  type PlanStep,
  parseSteps,
  planFormatVersion,
  type SegmentMap,
} from '@variegate/core-filters';
import { didYouMean, untilAborted } from '@variegate/ground';
import { probeSource } from '@variegate/inspect';
import { type Ffmpeg, type OpenInput, OutputExistsError, openInput } from '@variegate/runner';
import { openAssets } from '../assets/open-assets.ts';
import { openPlanningHost } from '../batch/host.ts';
import { resolveEncoder } from '../batch/resolve-encoder.ts';
import { OptionInvalidError, OutputReplacesInputError } from '../errors.ts';
import type { EncoderSubstitution, VariantProgressEvent } from '../events/variegate-event.ts';
import { fitToFfmpeg } from '../job/fit-to-ffmpeg.ts';
import { makeJob, type PlannedSource } from '../job/variant-job.ts';
import { assertFitsMachine, readHostMemory } from '../machine/host-memory.ts';
import type { CommandOptions } from '../options/batch-options.ts';
import { optionsOfCommand } from '../options/option-list.ts';
import { resolveOptions } from '../options/resolve-options.ts';
import type { RunOptions } from '../options/run-options.ts';
import type { RecordMedia } from '../records/variant-record.ts';
import { renderJob } from '../rendering/render-job.ts';

/** Options of `transformVideo`: those of a run that concern a single file, under the same names. */
export interface TransformVideoOptions extends CommandOptions<'apply'> {
  /** Replace an output that exists. @default false */
  readonly force?: boolean;
  /** What has the transformations of the steps. @default the built-in catalogue */
  readonly catalogue?: Catalogue;
  /** An ffmpeg that `findFfmpeg` has opened, instead of `ffmpegPath`. */
  readonly ffmpeg?: Ffmpeg;
  /** Folder for assets that are generated when a step reads them. @default the user's folder for caches */
  readonly cacheFolder?: string;
  /** Function that is called with the state of the render whenever it has changed. */
  readonly onProgress?: (progress: TransformProgress) => void;
  /** Signal to stop at once: the promise rejects with its reason, and nothing is left. */
  readonly signal?: AbortSignal;
}

/** How far `transformVideo` is: percent 0 to 100, speed as a multiple of real time, seconds left. */
export type TransformProgress = Pick<VariantProgressEvent, 'percent' | 'speed' | 'etaSeconds'>;

/** A file that `transformVideo` has made. */
export interface TransformedVideo {
  /** Absolute path. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the file, 64 hex digits. */
  readonly sha256: string;
  /** Length in seconds, frames, size in pixels, and whether there is audio, as decoding has shown them. */
  readonly media: RecordMedia;
  /** Which part of the input is where in the output, in seconds. */
  readonly segments: SegmentMap;
  /** The steps as they were applied, with those that `skipMissing` has dropped. */
  readonly plan: Plan;
  /** Which encoder took the place of the one that was asked for; `null` where none did. */
  readonly substitution: EncoderSubstitution | null;
}

/**
 * Applies some steps to one video, in their order. The output appears under its name when it is whole and verified by a full
 * decode; nothing else is written. The same input, steps and options give the same bytes with the same ffmpeg build.
 *
 * @param input - path of the video
 * @param output - path of the file to make; its folder must exist, and its extension names the container unless the option does
 * @param steps - each with every parameter of its transformation
 * @example
 * await transformVideo('clip.mp4', 'tilted.mp4', [{ name: 'rotate', params: { degrees: 5, colour: '000000' } }]);
 * @throws {STEP_INVALID} for a step that is unknown or whose parameters are wrong; the message lists what it takes.
 * @throws {PLAN_INVALID} when the input does not allow a step, such as one on the audio of a silent video.
 * @throws {VARIANTS_OPTION_INVALID} when an option is outside what it may be, or nothing names a container.
 * @throws {VARIANTS_OUTPUT_REPLACES_INPUT} when the output is the input.
 * @throws {RUNNER_OUTPUT_EXISTS} when the output exists, without `force`.
 * @throws {RUNNER_INPUT_UNUSABLE} | {INSPECT_MEDIA_UNUSABLE} when the input is not a readable video, or beyond a limit.
 * @throws {VARIANTS_MEMORY_INSUFFICIENT} when the render is expected to take more memory than the machine has.
 * @throws {VARIANTS_CAPABILITY_MISSING} | {VARIANTS_ASSET_UNAVAILABLE} | {RUNNER_FFMPEG_MISSING}
 * @throws {INSPECT_VERIFICATION_FAILED} and the runner's failures, such as {RUNNER_TIMED_OUT} or {RUNNER_OUTPUT_UNWRITABLE}.
 */
export async function transformVideo(
  input: string,
  output: string,
  steps: readonly GivenStep[],
  options: TransformVideoOptions = {},
): Promise<TransformedVideo> {
  const { ffmpeg: given, force = false, catalogue = builtInCatalogue, signal, onProgress } = options;
  return untilAborted(signal, async () => {
    const target = path.resolve(output);
    const resolved = resolve(target, options);
    const parsed = parseSteps(steps, catalogue);
    await using source = await openInput(input, 'video');
    await assertFree(target, input, force);

    const { ffmpeg, memory } =
      given === undefined
        ? await openPlanningHost({ ...resolved, signal })
        : { ffmpeg: given, memory: await readHostMemory(resolved) };
    const cacheFolder = resolved.cacheFolder ?? undefined;
    const { facts, sha256: sha256OfSource } = await memory.runProbe(maxMemoryBytes =>
      probeSource(source, { ffmpeg, limits: resolved.limits, maxMemoryBytes, cacheFolder, signal }),
    );
    const { settings, substitution } = await resolveEncoder(resolved.settings, ffmpeg, signal);
    const { library: assets } = await openAssets({ ...resolved, ffmpeg, memory, signal });

    const asked = planOf(parsed, sha256OfSource, catalogue);
    const plan = resolved.skipMissing ? fitToFfmpeg(asked, { facts, settings, ffmpeg, catalogue }) : asked;
    const planned = plannedSource(source, sha256OfSource, facts);
    const made = makeJob({ source: planned, plan, settings, kind: 'variant', catalogue });
    const job = { ...made, output: path.basename(target) };
    assets.assertAvailable(assetsOfPlan(plan, catalogue));
    assertFitsMachine(job.estimate, memory);
    const { bytes, sha256, verification } = await renderJob(job, source, {
      ...{ outputPath: target, replace: force, ffmpeg, assets, signal, measure: 'off' },
      ...{
        timeoutSeconds: resolved.timeoutSeconds,
        cacheFolder: resolved.cacheFolder,
        limits: resolved.limits,
      },
      onEvent(event) {
        if (event.type !== 'progress') return;
        const { percent, speed, etaSeconds } = event;
        onProgress?.({ percent, speed, etaSeconds });
      },
    });
    const { segments } = job.compiled;
    return { path: target, bytes, sha256, media: verification.media, segments, plan, substitution };
  });
}

const ownOptions = ['force', 'catalogue', 'ffmpeg', 'cacheFolder', 'onProgress', 'signal'] as const;

/** The options of a run that these options amount to. */
function resolve(target: string, options: TransformVideoOptions): RunOptions {
  const allowed = new Set<string>([...optionsOfCommand('apply'), ...ownOptions]);
  const unknown = Object.keys(options).find(name => !allowed.has(name));
  if (unknown !== undefined)
    throw new OptionInvalidError(
      `The option ${unknown}`,
      `one of ${[...allowed].join(', ')}`,
      unknown,
      didYouMean(unknown, [...allowed]),
    );
  if (options.ffmpeg !== undefined && options.ffmpegPath !== undefined)
    throw new OptionInvalidError('ffmpegPath', { cannot: 'be used with ffmpeg, which is opened already' });
  const { ffmpeg: _, onProgress: __, force: ___, ...rest } = options;
  const container = options.container ?? containerNamed(target);
  return resolveOptions({ ...rest, container, outDir: path.dirname(target) });
}

function containerNamed(target: string): Container {
  const extension = path.extname(target).slice(1).toLowerCase();
  const container = (Object.keys(muxers) as Container[]).find(name => name === extension);
  if (container !== undefined) return container;
  const names = Object.keys(muxers).join(', ');
  throw new OptionInvalidError('container', `one of ${names} where the output does not end so`, extension);
}

/** Makes sure that the output is not the input, and that nothing is replaced unasked. */
async function assertFree(target: string, input: string, force: boolean): Promise<void> {
  const existing = await lstat(target).catch(() => null);
  if (existing === null) return;
  const [there, source] = await Promise.all([target, input].map(file => realpath(file).catch(() => null)));
  if (there !== null && there === source)
    throw new OutputReplacesInputError(`The output "${target}" is the input.`);
  if (existing.isDirectory()) throw new OutputExistsError(`"${target}" is a folder.`);
  if (!force) throw new OutputExistsError(`"${target}" already exists (--force, force: true replaces it).`);
}

function planOf(steps: readonly PlanStep[], sha256: string, catalogue: Catalogue): Plan {
  const modules = modulesOf(steps, catalogue);
  return {
    ...{ formatVersion: planFormatVersion, strategy: 'custom', level: 'medium', seed: 0, index: 1 },
    ...(modules.length === 0 ? {} : { modules }),
    ...{ source: { sha256 }, steps, rejected: [] },
  };
}

function plannedSource(source: OpenInput, sha256: string, facts: MediaFacts): PlannedSource {
  const { base: file, name: stem } = path.parse(source.path);
  return { path: source.path, file, stem, fingerprint: sha256, facts, role: 'reference' };
}
