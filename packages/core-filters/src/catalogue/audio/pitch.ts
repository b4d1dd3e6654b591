import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { roundTo } from '../../round-to.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';
import { resample } from './resample.ts';

const ranges = rangesByLevel({ light: [0.1, 0.4], medium: [0.3, 1.2], strong: [1.5, 4] });

/** Raises or lowers the pitch; the length stays. */
export const pitch = defineTransformation({
  name: 'pitch',
  layer: 'audio',
  summary: 'Raises or lowers the pitch of the audio; its length stays.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#asetrate',
  params: z.strictObject({
    semitones: decimal({
      unit: 'semitones',
      min: -12,
      max: 12,
      decimals: 2,
      description: 'above 0 is higher',
    }),
  }),
  impossible: needsAudio,
  sample: (random, _facts, level) => ({ semitones: random.sign() * random.decimal(ranges(level), 2) }),
  lower(facts, { semitones }) {
    const rate = facts.audio?.sampleRate ?? 48_000;
    const shifted = Math.round(rate * 2 ** (semitones / 12));
    return {
      audio: [
        { name: 'asetrate', options: { sample_rate: shifted } },
        ...resample(facts, rate),
        { name: 'atempo', options: { tempo: roundTo(rate / shifted, 6) } },
      ],
    };
  },
  intensity: ({ semitones }) => intensityOf(semitones, 12),
});
