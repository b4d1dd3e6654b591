import { z } from 'zod';
import { needsStereo } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

/** Exchanges left and right. */
export const channelSwap = defineTransformation({
  name: 'channel_swap',
  layer: 'audio',
  summary: 'Exchanges left and right.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#pan-1',
  onlyByName: 'changes nothing where left and right are alike',
  params: z.strictObject({}),
  impossible: needsStereo,
  sample: () => ({}),
  lower: () => ({ audio: [{ name: 'pan', options: { args: 'stereo|c0=c1|c1=c0' } }] }),
  intensity: () => 30,
});
