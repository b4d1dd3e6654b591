import type { Filter } from './filter-graph.ts';

/**
 * The filters that put silence before audio. Newer versions leave a hole in the times between that silence and what follows,
 * so that whatever cuts by time afterwards cuts elsewhere: the samples are counted anew.
 *
 * @param milliseconds - whole, > 0.
 */
export function delayedAudio(milliseconds: number): readonly Filter[] {
  return [
    { name: 'adelay', options: { delays: `${milliseconds}`, all: 1 } },
    { name: 'asetpts', options: { expr: 'N/SR/TB' } },
  ];
}
