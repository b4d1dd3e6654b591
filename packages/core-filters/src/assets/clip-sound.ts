import type { AudioFacts } from '../facts/media-facts.ts';
import type { Filter, FilterChain } from '../graph/filter-graph.ts';
import type { AssetFacts } from './asset-facts.ts';
import { assetSound } from './asset-pads.ts';

/** The chain that makes the sound of a clip: the asset's own from a time on, or silence where it has none. */
export function clipSound(
  asset: AssetFacts,
  audio: Pick<AudioFacts, 'sampleRate' | 'channels'>,
  { skipSeconds, seconds }: { readonly skipSeconds: number; readonly seconds: number },
  output: string,
): FilterChain {
  const form = soundForm(audio);
  if (!asset.hasAudio) return { inputs: [], filters: [silence(audio, seconds), form], outputs: [output] };
  return {
    inputs: [assetSound(asset)],
    filters: [
      { name: 'asetpts', options: { expr: 'PTS-STARTPTS' } },
      { name: 'aresample', options: { sample_rate: audio.sampleRate } },
      form,
      { name: 'atrim', options: { start: skipSeconds, end: skipSeconds + seconds } },
      { name: 'asetpts', options: { expr: 'PTS-STARTPTS' } },
    ],
    outputs: [output],
  };
}

/** The filter that gives sound the form which the chain's own has, so that the two can be joined. */
export function soundForm({ sampleRate, channels }: Pick<AudioFacts, 'sampleRate' | 'channels'>): Filter {
  const layout = channels === 1 ? 'mono' : 'stereo';
  return {
    name: 'aformat',
    options: { sample_fmts: 'fltp', sample_rates: sampleRate, channel_layouts: layout },
  };
}

function silence(
  { sampleRate, channels }: Pick<AudioFacts, 'sampleRate' | 'channels'>,
  seconds: number,
): Filter {
  const exprs = channels === 1 ? '0' : '0|0';
  const channel_layout = channels === 1 ? 'mono' : 'stereo';
  return {
    name: 'aevalsrc',
    options: { exprs, duration: seconds, sample_rate: sampleRate, channel_layout },
  };
}
