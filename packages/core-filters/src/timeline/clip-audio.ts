import type { AssetFacts } from '../assets/asset-facts.ts';
import { assetAudio } from '../assets/asset-pads.ts';
import type { AudioFacts } from '../facts/media-facts.ts';
import { audioFormat } from '../graph/audio-format.ts';
import type { FilterChain } from '../graph/filter-graph.ts';

/** Which stretch of an asset's audio is played. */
export interface ClipStretch {
  /** Seconds that are left out at the start. */
  readonly skipSeconds: number;
  readonly seconds: number;
}

/** The chain that makes a stretch of an asset's audio in the form of a video's own; it restarts when it ends. */
export function clipAudio(
  asset: AssetFacts,
  audio: AudioFacts,
  { skipSeconds, seconds }: ClipStretch,
  output: string,
): FilterChain {
  return {
    inputs: [assetAudio(asset)],
    filters: [
      { name: 'asetpts', options: { expr: 'PTS-STARTPTS' } },
      // Gaps in the time stamps are filled, so that the stretch is as long as it says.
      { name: 'aresample', options: { sample_rate: audio.sampleRate, async: 1 } },
      audioFormat(audio),
      { name: 'atrim', options: { start: skipSeconds, end: skipSeconds + seconds } },
      { name: 'asetpts', options: { expr: 'PTS-STARTPTS' } },
    ],
    outputs: [output],
  };
}
