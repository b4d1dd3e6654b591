import { z } from 'zod';
import { asset } from '../../assets/asset-parameter.ts';
import { clipSound } from '../../assets/clip-sound.ts';
import { drawAsset } from '../../assets/draw-asset.ts';
import { generatedSounds } from '../../assets/generated/generated-assets.ts';
import { decimal } from '../../parameters/parameters.ts';
import { roundTo } from '../../random/round-to.ts';
import { intensityOf } from '../intensity.ts';
import { needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

/** Plays another sound instead of the video's own. */
export const audioSwap = defineTransformation({
  name: 'audio_swap',
  layer: 'audio',
  summary: "Plays another sound instead of the video's own, again and again where it is shorter.",
  source: 'https://ffmpeg.org/ffmpeg-filters.html#anullsink',
  onlyByName: 'leaves nothing of what steps before it did to the sound',
  params: z.strictObject({
    asset: asset(['audio'], { description: 'the other sound' }),
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
          clipSound(sound, facts.audio, stretch, 'out'),
        ],
      },
    };
  },
  intensity: () => intensityOf(1, 1),
});
