import { z } from 'zod';
import { needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

/** Takes the audio away: the result is silent, without an audio stream. */
export const removeAudio = defineTransformation({
  name: 'remove_audio',
  layer: 'audio',
  summary: 'Takes the audio away: the result is silent, without an audio stream.',
  source: 'https://ffmpeg.org/ffmpeg.html#Advanced-options',
  onlyByName: 'leaves nothing for other steps on the audio',
  params: z.strictObject({}),
  impossible: needsAudio,
  sample: () => ({}),
  lower: () => ({}),
  effect: facts => ({ facts: { ...facts, audio: null } }),
  intensity: () => 100,
});
