import type { AudioFacts } from '../facts/media-facts.ts';
import type { FilterChain } from '../graph/filter-graph.ts';
import { soundForm } from '../graph/sound-form.ts';
import type { AssetFacts } from './asset-facts.ts';
import { assetSound } from './asset-pads.ts';

/** Which stretch of an asset's sound is played. */
export interface ClipStretch {
  /** Seconds that are left out at the start. */
  readonly skipSeconds: number;
  readonly seconds: number;
}

/** The chain that makes a stretch of an asset's sound in the form of a video's own; what ends begins anew. */
export function clipSound(
  asset: AssetFacts,
  audio: AudioFacts,
  { skipSeconds, seconds }: ClipStretch,
  output: string,
): FilterChain {
  return {
    inputs: [assetSound(asset)],
    filters: [
      { name: 'asetpts', options: { expr: 'PTS-STARTPTS' } },
      // Gaps in the time stamps are filled, so that the stretch is as long as it says.
      { name: 'aresample', options: { sample_rate: audio.sampleRate, async: 1 } },
      soundForm(audio),
      { name: 'atrim', options: { start: skipSeconds, end: skipSeconds + seconds } },
      { name: 'asetpts', options: { expr: 'PTS-STARTPTS' } },
    ],
    outputs: [output],
  };
}
