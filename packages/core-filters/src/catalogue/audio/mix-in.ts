import type { MediaFacts } from '../../facts/media-facts.ts';
import { audioFormat } from '../../graph/audio-format.ts';
import type { Filter, Fragment } from '../../graph/filter-graph.ts';

/** A length for mixed audio that lets the video's own audio decide where the sum ends, in seconds. */
export function longerThan(facts: MediaFacts): number {
  return Math.ceil(facts.durationSeconds) + 1;
}

/**
 * Adds generated audio to the audio of a video.
 *
 * @param made - filters from a source on, of the audio's own sample rate and {@link longerThan} the video.
 */
export function mixIn(facts: MediaFacts, made: readonly Filter[]): Fragment {
  const mono = facts.audio?.channels === 1;
  const form = audioFormat(facts.audio ?? { sampleRate: 48_000, channels: 2 });
  return {
    chains: [
      { inputs: [], filters: [...made, form], outputs: ['made'] },
      { inputs: ['in'], filters: [form], outputs: ['sound'] },
      {
        inputs: ['sound', 'made'],
        // Not `amix`: what it makes of the last samples depends on the order in which ffmpeg happens to feed it.
        filters: [
          { name: 'amerge', options: { inputs: 2 } },
          { name: 'pan', options: { args: mono ? 'mono|c0=c0+c1' : 'stereo|c0=c0+c2|c1=c1+c3' } },
        ],
        outputs: ['out'],
      },
    ],
  };
}
