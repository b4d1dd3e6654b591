import type { AssetFacts } from './assets/asset-facts.ts';
import type { CompiledPlan, CompileRequest } from './compile/compile-plan.ts';
import { type EncodeSettings, isHardware, type Preset } from './compile/encode-settings.ts';
import type { MediaFacts } from './facts/media-facts.ts';
import { rationalToNumber } from './facts/rational.ts';
import { allowedFilters } from './graph/allowed-filters.ts';
import { assetsOfPlan } from './plan/assets-of-plan.ts';

/** What one render is expected to need; a first estimate, which schedulers correct by what they measure. */
export interface ResourceEstimate {
  /** Peak resident memory of ffmpeg, in bytes. */
  readonly memoryBytes: number;
  /** CPU seconds, user and system, of a core of about 2020. */
  readonly cpuSeconds: number;
  /** Threads that do the encoding. */
  readonly threads: number;
}

/** Megabytes of x264 per output megapixel; presets that were not measured take the next slower one's figure. */
const encoderMegabytes: Readonly<Record<Preset, number>> = {
  ultrafast: 74,
  superfast: 74,
  veryfast: 74,
  faster: 135,
  fast: 135,
  medium: 173,
  slow: 210,
  slower: 360,
  veryslow: 360,
};

/** CPU milliseconds of x264 per output megapixel and frame, to one digit: good for ordering jobs, not for promises. */
const encoderMilliseconds: Readonly<Record<Preset, number>> = {
  ultrafast: 4,
  superfast: 6,
  veryfast: 9,
  faster: 14,
  fast: 19,
  medium: 25,
  slow: 40,
  slower: 80,
  veryslow: 130,
};

/** The same two figures of libvpx as it is called here, from two clips and two sizes. */
const vp9 = { megabytes: 167, milliseconds: 20 } as const;

/** CPU milliseconds of decoding H.264 per megapixel and frame. */
const decoderMilliseconds = 1.7;

/** Filter costs are stated per 300 frames of 1280x720. */
const filterUnit = 300 * 1.28 * 0.72;

/**
 * Predicts memory and CPU time of one render from the formula that was fitted to measured encodes (within -10 and
 * +11 per cent of the peak) and the cost that each filter of the compiled graph declares, fused or plain.
 */
export function estimateResources(
  { command, outputFacts, heldFrames }: CompiledPlan,
  { plan, facts, encode, catalogue }: Pick<CompileRequest, 'plan' | 'facts' | 'encode' | 'catalogue'>,
): ResourceEstimate {
  const filters = command.graph.chains.flatMap(chain => chain.filters);
  // Filters that only pass frames on, at no cost, keep none.
  const working = filters.filter(({ name }) => (allowedFilters[name]?.cost ?? 0) > 0);
  const megapixelsIn = megapixelsOf(facts);
  const megapixelsOut = megapixelsOf(outputFacts);
  const megapixels = Math.max(megapixelsIn, megapixelsOut);
  const encoder = encoderCost(encode);
  const assets = assetCost(assetsOfPlan(plan, catalogue), outputFacts.video.frameCount);

  const megabytes =
    56 +
    10 +
    megapixelsOut * encoder.megabytes +
    14.5 * (encode.threads - 1) * megapixelsOut +
    1.9 * working.length * megapixels +
    // 4:2:0 has one and a half bytes a pixel.
    1.5 * heldFrames * megapixels +
    assets.megabytes;

  const framesIn = facts.durationSeconds * rationalToNumber(facts.video.frameRate);
  const filterSeconds = filters.reduce((sum, filter) => sum + (allowedFilters[filter.name]?.cost ?? 0), 0);
  const cpuSeconds =
    0.2 +
    assets.cpuSeconds +
    (framesIn * megapixelsIn * decoderMilliseconds) / 1000 +
    (outputFacts.video.frameCount * megapixelsOut * encoder.milliseconds) / 1000 +
    filterSeconds * ((framesIn * megapixels) / filterUnit);
  return { memoryBytes: Math.ceil(megabytes * 1e6), cpuSeconds, threads: encode.threads };
}

function encoderCost(encode: EncodeSettings): { readonly megabytes: number; readonly milliseconds: number } {
  if (encode.encoder === 'libvpx-vp9') return vp9;
  // No chip was measured: what is left to the processor is taken for that of x264 at its fastest.
  const preset = isHardware(encode) ? 'ultrafast' : encode.preset;
  return { megabytes: encoderMegabytes[preset], milliseconds: encoderMilliseconds[preset] };
}

function megapixelsOf({ video }: MediaFacts): number {
  return (video.width * video.height) / 1e6;
}

/** What reading assets adds to a render. */
export interface AssetCost {
  readonly megabytes: number;
  readonly cpuSeconds: number;
}

/** Measured on ffmpeg 5.1: a still is held as it is and as it is laid over; a decoder keeps the frames that others refer to. */
const perMegapixel = { image: 8, video: 20, audio: 0 } as const;

/** Megabytes of opening one more input. */
const perInput = 2;

/** CPU seconds per megapixel: of a still once, of a video for each frame. */
const decodingSeconds = { image: 0.03, video: 0.0017, audio: 0 } as const;

/**
 * The cost of assets.
 *
 * @param frames - of the result, for each of which a video is read.
 */
function assetCost(assets: readonly AssetFacts[], frames: number): AssetCost {
  const costs = assets.map(({ kind, width, height }) => {
    const megapixels = (width * height) / 1e6;
    const seconds = megapixels * decodingSeconds[kind] * (kind === 'video' ? frames : 1);
    return { megabytes: perInput + megapixels * perMegapixel[kind], cpuSeconds: seconds };
  });
  return {
    megabytes: costs.reduce((sum, { megabytes }) => sum + megabytes, 0),
    cpuSeconds: costs.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
  };
}
