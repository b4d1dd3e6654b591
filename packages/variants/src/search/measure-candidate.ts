import {
  type Catalogue,
  compilePlan,
  fitPlan,
  type Plan,
  picturePartOf,
  placementOf,
  rationalToNumber,
  serializeGraph,
  videoPartOf,
} from '@variegate/core-filters';
import {
  createLumaHasher,
  HashIndex,
  MatroskaReader,
  matchThresholds,
  nearestIndex,
  parseQualityScores,
  pdqDistance,
  shownSourceTime,
} from '@variegate/inspect';
import {
  type Ffmpeg,
  type FfmpegNeeds,
  inputArguments,
  needsOfArguments,
  openInput,
  runTool,
} from '@variegate/runner';
import type { AssetLibrary } from '../assets/asset-library.ts';
import { SamplesMissingError } from '../errors.ts';
import { assertCapable } from '../job/capabilities.ts';
import type { RenderSettings } from '../job/render-settings.ts';
import type { CandidateFigures } from '../job/search-report.ts';
import { openCommandInputs } from '../rendering/open-command-inputs.ts';
import { resolveFile } from '../rendering/resolve-file.ts';
import { setApart } from './side-by-side.ts';
import type { Samples } from './take-samples.ts';

/** What measuring a candidate takes. */
export interface MeasureCandidateOptions {
  readonly ffmpeg: Ffmpeg;
  readonly settings: RenderSettings;
  readonly assets: AssetLibrary;
  /** What has the transformations of the candidate. @default builtInCatalogue */
  readonly catalogue?: Catalogue | undefined;
  /** Fits a candidate to the source, and to the ffmpeg, before it is measured. */
  readonly fit: (plan: Plan) => Plan;
  readonly signal?: AbortSignal | undefined;
}

/** What frames of a candidate have shown. */
export interface FrameFigures extends Omit<CandidateFigures, 'ssim'> {
  /** SSIM, 0..1; `null` where it was not asked for. */
  readonly ssim: number | null;
  /** Share, 0..100, of the frames of enough quality that a search would match; `null` where there are none. */
  readonly matchedPercent: number | null;
}

/** What a candidate looks like on samples. */
export interface MeasuredCandidate<Figures> {
  readonly figures: Figures;
  /** Processor time of the run, in seconds. */
  readonly cpuSeconds: number;
}

const timeoutMs = 300_000;

/** Frames are few and small: when none has come out by then, none will. */
const stallMs = 30_000;

/** What follows the picture of a candidate, `vout`, and that of its geometry, `rvout`. */
const judging = [
  '[vout]split[compared][seen]',
  '[seen]format=yuv420p,extractplanes=y[luma]',
  '[compared][rvout]ssim=shortest=1[end]',
].join(';');

/** The same where the quality is not asked for, and there is no picture of the geometry. */
const hashing = '[vout]format=yuv420p,extractplanes=y[luma]';

/** What takes the luma out, and nothing else, from samples that end after this many seconds. */
function judgingOutputs(seconds: number, quality = true): readonly string[] {
  // Assets may loop for ever; the samples end.
  // Every frame as it is: a rate that a version has to guess would have it drop or repeat some.
  const end = ['-t', seconds.toFixed(6), '-fps_mode', 'passthrough'];
  return [
    ...[
      '-map',
      '[luma]',
      ...end,
      '-c:v',
      'rawvideo',
      '-enc_time_base:v',
      '1:1000',
      '-f',
      'matroska',
      'pipe:1',
    ],
    ...(quality ? ['-map', '[end]', ...end, '-f', 'null', '-'] : []),
  ];
}

/** What comparing takes of an ffmpeg, beside the candidates themselves. */
export function judgingNeeds(): FfmpegNeeds {
  return needsOfArguments(['-filter_complex', judging, ...judgingOutputs(1)]);
}

/** Words of one hash among those of all flips and turns. */
const hashWords = 8;

/**
 * Renders the picture of a candidate on samples, beside what its geometry alone makes of them, in one run of ffmpeg, and
 * compares both: hashes with those of the samples, the picture with that of the geometry.
 *
 * @throws {VARIANTS_CAPABILITY_MISSING} | {VARIANTS_ASSET_UNAVAILABLE} | {VARIANTS_SAMPLES_MISSING} and whatever the
 * runner says of a run that failed.
 */
export async function measureCandidate(
  candidate: Plan,
  samples: Samples,
  options: MeasureCandidateOptions,
): Promise<MeasuredCandidate<CandidateFigures>> {
  const { figures, cpuSeconds } = await measureFrames(candidate, samples, { ...options, quality: true });
  const { ssim, alignedDistance, nearestDistance } = figures;
  if (ssim === null) throw nothingMeasured();
  return { figures: { ssim, alignedDistance, nearestDistance }, cpuSeconds };
}

function nothingMeasured(): SamplesMissingError {
  return new SamplesMissingError('A candidate made nothing of the samples that could be measured.');
}

/**
 * As {@link measureCandidate}, with the share of matched frames. Where the quality is not asked for, there is no picture of the
 * geometry, and the steps that change timing take part: each frame is compared with the one that it shows by the segment map,
 * as those of a finished file are.
 *
 * @throws as {@link measureCandidate} does.
 */
export async function measureFrames(
  candidate: Plan,
  samples: Samples,
  options: MeasureCandidateOptions & { readonly quality: boolean },
): Promise<MeasuredCandidate<FrameFigures>> {
  const { ffmpeg, assets, catalogue, signal, quality } = options;
  const { encode, plainGraph: plain } = options.settings;
  const { facts } = samples;
  const part = quality ? picturePartOf : videoPartOf;
  const plan = fitPlan(part(options.fit(candidate), facts, catalogue), { facts, encode, catalogue });
  const compile = (of: Plan) => compilePlan({ plan: of, facts, encode, plain, provenance: null, catalogue });
  const variant = compile(plan);
  const reference = quality ? compile(placementOf(plan, facts, catalogue)) : null;
  assertCapable(variant, ffmpeg);

  const { inputs: ownInputs, graph } = variant.command;
  const shared = ownInputs.length - 1;
  const wanted = [...ownInputs, ...(reference?.command.inputs.slice(1) ?? [])];
  const beside = setApart(reference?.command.graph.chains ?? [], {
    ...{ prefix: 'r', inputOf: number => (number === 0 ? 0 : number + shared) },
  });
  const text = [
    serializeGraph({ ...graph, chains: [...graph.chains, ...beside] }, resolveFile),
    quality ? judging : hashing,
  ].join(';');

  const { outputFacts, segments } = variant;
  const hasher = createLumaHasher(outputFacts.video.width, outputFacts.video.height, 'limited');
  const frameSeconds = 1 / rationalToNumber(facts.video.frameRate);
  const times = Float64Array.from(samples.hashes, (_, place) => place * frameSeconds);
  const index = new HashIndex(joined(samples.hashes));
  const distances: FrameDistance[] = [];
  const matches: boolean[] = [];
  const frames = new MatroskaReader(({ milliseconds, data }) => {
    const time = quality ? milliseconds / 1000 : shownSourceTime(milliseconds / 1000, segments);
    const place = quality ? distances.length : time === null ? -1 : nearestIndex(times, time);
    const { hash, quality: detail } = hasher.hash(data);
    if (detail >= matchThresholds.minQuality) matches.push(index.hasNear(hash));
    const of = samples.hashes[place];
    if (of !== undefined) distances.push(distanceOf(hash, of));
  });
  await using source = await openInput(samples.file, 'video');
  await using opened = await openCommandInputs({ inputs: wanted }, source, assets);
  const seconds = quality ? samples.hashes.length * frameSeconds : outputFacts.durationSeconds;
  const { stderrTail, failure, exitCode, cpuSeconds } = await runTool({
    program: 'ffmpeg',
    ffmpeg,
    inputs: opened.inputs,
    arguments: [
      // The filter reports at the level `info`; the runner keeps such lines where the level's name is not in front.
      ...['-loglevel', '-level+info', '-filter_complex_threads', '1'],
      ...opened.inputs.flatMap(({ kind, ffmpegUrl }, index) => [
        ...[...inputArguments(kind), '-threads', '1', ...(wanted[index]?.inputArguments ?? [])],
        ...['-i', ffmpegUrl],
      ]),
      ...['-filter_complex', text],
      ...judgingOutputs(seconds, quality),
    ],
    stdout: { bytes: chunk => frames.write(chunk) },
    timeoutMs,
    stallMs,
    signal,
  });
  if (failure !== null && exitCode !== 0) throw failure;
  const ssim = quality ? (parseQualityScores(stderrTail, ffmpeg.version).ssim?.all ?? null) : null;
  if ((quality && ssim === null) || distances.length === 0) throw nothingMeasured();
  const mean = (of: keyof FrameDistance) =>
    Math.round((distances.reduce((sum, one) => sum + one[of], 0) / distances.length) * 100) / 100;
  const matched = matches.filter(Boolean).length;
  const matchedPercent = matches.length === 0 ? null : Math.round((10_000 * matched) / matches.length) / 100;
  return {
    figures: { ssim, alignedDistance: mean('aligned'), nearestDistance: mean('nearest'), matchedPercent },
    cpuSeconds,
  };
}

/** Bits between a frame of a candidate and the frame of the source that it shows. */
interface FrameDistance {
  readonly aligned: number;
  /** To the nearest of the eight flips and turns. */
  readonly nearest: number;
}

function distanceOf(hash: Uint32Array, turns: Uint32Array): FrameDistance {
  const each = Array.from({ length: turns.length / hashWords }, (_, turn) =>
    pdqDistance(hash, turns.subarray(turn * hashWords, (turn + 1) * hashWords)),
  );
  return { aligned: each[0] ?? 0, nearest: Math.min(...each) };
}

/** The hashes of all frames, one after another. */
function joined(hashes: readonly Uint32Array[]): Uint32Array {
  const [first = new Uint32Array(0)] = hashes;
  const words = new Uint32Array(hashes.length * first.length);
  for (const [place, own] of hashes.entries()) words.set(own, place * first.length);
  return words;
}
