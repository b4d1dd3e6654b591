import type { AssetFacts } from '../assets/asset-facts.ts';

/** What reading second media adds to a render. */
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
 * The cost of second media.
 *
 * @param frames - of the result, for each of which a video is read.
 */
export function assetCost(assets: readonly AssetFacts[], frames: number): AssetCost {
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
