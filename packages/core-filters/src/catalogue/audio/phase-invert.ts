import { z } from 'zod';
import { choice } from '../../parameters.ts';
import { nearestLevel } from '../level.ts';
import { needsAudio, needsStereo } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

/** Turns the wave of the audio, or of one channel, upside down. */
export const phaseInvert = defineTransformation({
  name: 'phase_invert',
  layer: 'audio',
  summary: 'Turns the wave of the audio, or of one channel, upside down.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#pan-1',
  params: z.strictObject({
    channel: choice(['both', 'left', 'right'], { description: 'what is turned over; mono has `both` only' }),
  }),
  impossible: (facts, wanted) =>
    wanted === undefined || wanted.channel === 'both' ? needsAudio(facts) : needsStereo(facts),
  sample: (random, facts, level) => ({
    channel: random.pick(
      facts.audio?.channels === 1 || nearestLevel(level) === 'light' ? ['both'] : ['left', 'right'],
    ),
  }),
  lower: (facts, { channel }) => {
    if (facts.audio?.channels === 1) return { audio: [{ name: 'pan', options: { args: 'mono|c0=-1*c0' } }] };
    const [left, right] = [channel === 'right' ? 1 : -1, channel === 'left' ? 1 : -1];
    return { audio: [{ name: 'pan', options: { args: `stereo|c0=${left}*c0|c1=${right}*c1` } }] };
  },
  intensity: ({ channel }) => (channel === 'both' ? 10 : 50),
});
