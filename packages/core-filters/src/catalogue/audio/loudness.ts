import { z } from 'zod';
import { decimal } from '../../parameters/parameters.ts';
import { roundTo } from '../../random/round-to.ts';
import { intensityOf } from '../intensity.ts';
import { needsAudio, needsSeconds } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';
import { resample } from './resample.ts';

/** What broadcasters bring their programmes to, in LUFS (EBU R 128). */
const broadcast = -23;

/** The shortest stretch that loudness is measured by, in seconds (ITU-R BS.1770); of less, the filter ignores its target. */
const measured = 0.4;

const ranges = { light: [1, 3], medium: [3, 8], strong: [9, 15] } as const;

/** Brings the sound to a loudness, measured and corrected as it goes along. */
export const loudness = defineTransformation({
  name: 'loudness',
  layer: 'audio',
  summary: 'Brings the sound to a loudness, measured and corrected as it goes along.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#loudnorm',
  opposes: ['gain'],
  params: z.strictObject({
    lufs: decimal({ unit: 'LUFS', min: -40, max: -6, decimals: 1, description: 'loudness of the result' }),
  }),
  impossible: facts => needsAudio(facts) ?? needsSeconds(facts, measured),
  sample: (random, _facts, level) => ({
    lufs: roundTo(broadcast + random.sign() * random.decimal(ranges[level], 1), 1),
  }),
  lower: (facts, { lufs }) => ({
    audio: [
      { name: 'loudnorm', options: { I: lufs, TP: -1, LRA: 20 } },
      // The filter works at 192 kHz and leaves it at that.
      ...resample(facts, facts.audio?.sampleRate ?? 48_000),
    ],
  }),
  intensity: ({ lufs }) => intensityOf(lufs - broadcast, 17),
});
