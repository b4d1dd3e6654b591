import type { MediaFacts } from '../../facts/media-facts.ts';
import type { Filter } from '../../graph/filter-graph.ts';

/** Brings audio to a rate, its channels as they are: left alone, a later `pan` would not know how many. */
export function resample(facts: MediaFacts, sampleRate: number): readonly Filter[] {
  const layout = facts.audio?.channels === 1 ? 'mono' : 'stereo';
  return [
    { name: 'aresample', options: { sample_rate: sampleRate } },
    { name: 'aformat', options: { channel_layouts: layout } },
  ];
}
