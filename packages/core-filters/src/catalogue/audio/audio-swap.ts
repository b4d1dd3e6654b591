import { z } from 'zod';
import { drawAsset } from '../../assets/asset-facts.ts';
import { asset } from '../../assets/asset-parameter.ts';
import { generatedSounds } from '../../generated-assets/generated-assets.ts';
import { decimal } from '../../parameters.ts';
import { roundTo } from '../../round-to.ts';
import { clipAudio } from '../../timeline/clip-audio.ts';
import { intensityOf, needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

/** Plays other audio instead of the video's own. */
export const audioSwap = defineTransformation({
  name: 'audio_swap',
  layer: 'audio',
  summary: "Plays other audio instead of the video's own, again and again where it is shorter.",
  source: 'https://ffmpeg.org/ffmpeg-filters.html#anullsink',
  onlyByName: 'leaves nothing of what steps before it did to the audio',
  params: z.strictObject({
    asset: asset(['audio'], { description: 'the other audio' }),
    offset: decimal({
      unit: 'seconds',
      min: 0,
      max: 3600,
      decimals: 3,
      description: 'where in it playing begins',
    }),
  }),
  assetKinds: ['audio'],
  assets: params => [params.asset],
  impossible: needsAudio,
  sample(random, _facts, _level, assets = generatedSounds.map(({ facts }) => facts)) {
    const sound = drawAsset(random, assets, ['audio']);
    const latest = Math.min(3600, Math.floor(sound.durationSeconds / 2));
    return { asset: sound, offset: random.decimal([0, latest], 3) };
  },
  lower(facts, { asset: sound, offset }) {
    if (facts.audio === null) return {};
    const stretch = { skipSeconds: offset, seconds: roundTo(facts.durationSeconds, 6) };
    return {
      audio: {
        chains: [
          { inputs: ['in'], filters: [{ name: 'anullsink', options: {} }], outputs: [] },
          clipAudio(sound, facts.audio, stretch, 'out'),
        ],
      },
    };
  },
  intensity: () => intensityOf(1, 1),
});
