import { z } from 'zod';
import { needsStereo } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

/** Mixes left and right into one channel. */
export const monoMix = defineTransformation({
  name: 'mono_mix',
  layer: 'audio',
  summary: 'Mixes left and right into one channel.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#pan-1',
  onlyByName: 'changes nothing that is heard where left and right are alike',
  params: z.strictObject({}),
  impossible: needsStereo,
  sample: () => ({}),
  lower: () => ({ audio: [{ name: 'pan', options: { args: 'mono|c0=0.5*c0+0.5*c1' } }] }),
  effect: facts => ({
    facts: { ...facts, audio: facts.audio === null ? null : { ...facts.audio, channels: 1 } },
  }),
  intensity: () => 40,
});
