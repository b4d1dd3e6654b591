import { z } from 'zod';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { integer } from '../../parameters.ts';
import { choicesByLevel, wholeRangesByLevel } from '../level.ts';
import { intensityOf, needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';
import { resample } from './resample.ts';

const rates = choicesByLevel({
  light: [16_000, 22_050],
  medium: [11_025, 12_000, 16_000],
  strong: [6000, 8000],
});
const depths = wholeRangesByLevel({ light: [11, 13], medium: [8, 10], strong: [5, 7] });

/** Leaves of the audio what an old codec keeps: few samples a second, of few bits. */
export const codecDegrade = defineTransformation({
  name: 'codec_degrade',
  layer: 'audio',
  summary: 'Leaves of the audio what an old codec keeps: few samples a second, of few bits.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#acrusher',
  params: z.strictObject({
    sampleRate: integer({
      unit: 'samples a second',
      min: 4000,
      max: 24_000,
      description: 'rate that it goes through',
    }),
    bits: integer({ unit: 'bits', min: 4, max: 16, description: 'size of a sample' }),
  }),
  impossible: (facts, wanted) => alreadyLow(facts, wanted?.sampleRate ?? 4000),
  sample: (random, facts, level) => ({
    sampleRate: Math.max(4000, Math.min(random.pick(rates(level)), Math.floor(rateOf(facts) / 2))),
    bits: random.integer(depths(level)),
  }),
  lower: (facts, { sampleRate, bits }) => ({
    audio: [
      { name: 'aresample', options: { sample_rate: sampleRate } },
      { name: 'acrusher', options: { bits, mix: 0 } },
      ...resample(facts, rateOf(facts)),
    ],
  }),
  intensity: ({ sampleRate, bits }) =>
    intensityOf(Math.log(24_000 / sampleRate) * (17 - bits) ** 0.5, Math.log(6) * 13 ** 0.5),
});

function rateOf(facts: MediaFacts): number {
  return facts.audio?.sampleRate ?? 48_000;
}

function alreadyLow(facts: MediaFacts, sampleRate: number): string | null {
  return (
    needsAudio(facts) ??
    (rateOf(facts) <= sampleRate ? `the sound has only ${rateOf(facts)} samples a second` : null)
  );
}
