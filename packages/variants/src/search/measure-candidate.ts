import {
  type Catalogue,
  compilePlan,
  fitPlan,
  type Plan,
  picturePartOf,
  placementOf,
  rationalToNumber,
  serializeGraph,
} from '@variegate/core-filters';
import { createLumaHasher, parseQualityScores, pdqDistance } from '@variegate/inspect';
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
import { FrameSplitter } from './frame-splitter.ts';
import { setApart } from './side-by-side.ts';
import type { Samples } from './take-samples.ts';

/** What measuring a candidate takes. */
export interface MeasureCandidateOptions {
  readonly ffmpeg: Ffmpeg;
  readonly settings: RenderSettings;
  readonly assets: AssetLibrary;
  /** What has the transformations of the candidate. @default builtInCatalogue */
  readonly catalogue?: Catalogue | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a candidate looks like on samples. */
export interface MeasuredCandidate {
  readonly figures: CandidateFigures;
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

/** What takes the luma out, and nothing else, from samples that end after this many seconds. */
function judgingOutputs(seconds: number): readonly string[] {
  // Assets may loop for ever; the samples end.
  // Every frame as it is: a rate that a version has to guess would have it drop or repeat some.
  const end = ['-t', seconds.toFixed(6), '-fps_mode', 'passthrough'];
  return [
    ...['-map', '[luma]', ...end, '-f', 'rawvideo', 'pipe:1'],
    ...['-map', '[end]', ...end, '-f', 'null', '-'],
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
  { ffmpeg, settings: { encode, plainGraph: plain }, assets, catalogue, signal }: MeasureCandidateOptions,
): Promise<MeasuredCandidate> {
  const { facts } = samples;
  const plan = fitPlan(picturePartOf(candidate, facts, catalogue), { facts, encode, catalogue });
  const compile = (of: Plan) => compilePlan({ plan: of, facts, encode, plain, provenance: null, catalogue });
  const [variant, reference] = [compile(plan), compile(placementOf(plan, facts, catalogue))];
  assertCapable(variant, ffmpeg);

  const { inputs: ownInputs, graph } = variant.command;
  const shared = ownInputs.length - 1;
  const wanted = [...ownInputs, ...reference.command.inputs.slice(1)];
  const beside = setApart(reference.command.graph.chains, {
    ...{ prefix: 'r', inputOf: number => (number === 0 ? 0 : number + shared) },
  });
  const text = [
    serializeGraph({ ...graph, chains: [...graph.chains, ...beside] }, resolveFile),
    judging,
  ].join(';');

  const { width, height } = variant.outputFacts.video;
  const hasher = createLumaHasher(width, height, 'limited');
  const distances: FrameDistance[] = [];
  const frames = new FrameSplitter(width * height, luma => {
    const of = samples.hashes[distances.length];
    if (of !== undefined) distances.push(distanceOf(hasher.hash(luma).hash, of));
  });
  await using source = await openInput(samples.file, 'video');
  await using opened = await openCommandInputs({ inputs: wanted }, source, assets);
  const seconds = samples.hashes.length / rationalToNumber(facts.video.frameRate);
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
      ...judgingOutputs(seconds),
    ],
    stdout: { bytes: chunk => frames.write(chunk) },
    timeoutMs,
    stallMs,
    signal,
  });
  if (failure !== null && exitCode !== 0) throw failure;
  const ssim = parseQualityScores(stderrTail, ffmpeg.version).ssim?.all;
  if (ssim === undefined || distances.length === 0)
    throw new SamplesMissingError('A candidate made nothing of the samples that could be measured.');
  const mean = (of: keyof FrameDistance) =>
    Math.round((distances.reduce((sum, one) => sum + one[of], 0) / distances.length) * 100) / 100;
  return {
    figures: { ssim, alignedDistance: mean('aligned'), nearestDistance: mean('nearest') },
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
