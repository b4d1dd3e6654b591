import type { AudioFacts } from '../facts/media-facts.ts';
import type { Filter } from './filter-graph.ts';

/** The filter that gives audio the sample format, rate and channels of a video's own, so that the two can be joined. */
export function audioFormat({ sampleRate, channels }: Pick<AudioFacts, 'sampleRate' | 'channels'>): Filter {
  const layout = channels === 1 ? 'mono' : 'stereo';
  return {
    name: 'aformat',
    options: { sample_fmts: 'fltp', sample_rates: sampleRate, channel_layouts: layout },
  };
}
