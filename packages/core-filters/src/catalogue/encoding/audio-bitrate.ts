import { z } from 'zod';
import { integer } from '../../parameters.ts';
import { choicesByLevel } from '../level.ts';
import { intensityOf, needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const rates = choicesByLevel({
  light: [96_000, 112_000],
  medium: [64_000, 80_000],
  strong: [24_000, 40_000],
});

/** Encodes the audio at a lower bit rate. */
export const audioBitrate = defineTransformation({
  name: 'audio_bitrate',
  layer: 'encoding',
  summary: 'Encodes the audio at another bit rate.',
  source: 'https://ffmpeg.org/ffmpeg-codecs.html#aac',
  params: z.strictObject({
    audioBitrate: integer({
      unit: 'bits a second',
      min: 12_000,
      max: 320_000,
      description: 'of all channels together',
    }),
  }),
  impossible: needsAudio,
  sample: (random, _facts, level) => ({ audioBitrate: random.pick(rates(level)) }),
  lower: (_facts, encode) => ({ encode }),
  intensity: ({ audioBitrate: rate }) => intensityOf(Math.log(320_000 / rate), Math.log(27)),
});
