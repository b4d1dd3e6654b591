import { z } from 'zod';
import { choice, decimal, integer } from '../../parameters.ts';
import { roundTo } from '../../round-to.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';
import { longerThan, mixIn } from './mix-in.ts';

/** Of white noise. */
const ranges = rangesByLevel({ light: [0.001, 0.004], medium: [0.01, 0.025], strong: [0.03, 0.08] });

/** What the other colours need to be as loud: of the same amplitude they are 9 dB quieter. */
const amplitudes = { white: 1, pink: 3, brown: 3 } as const;

/** Mixes steady noise into the audio. */
export const audioNoise = defineTransformation({
  name: 'audio_noise',
  layer: 'audio',
  summary: 'Mixes steady noise into the audio.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#anoisesrc',
  params: z.strictObject({
    amplitude: decimal({
      unit: 'fraction of full scale',
      min: 0.0005,
      max: 0.5,
      decimals: 4,
      description: 'loudness',
    }),
    colour: choice(['white', 'pink', 'brown'], { description: 'spectrum: even, falling, falling steeply' }),
    seed: integer({ unit: 'number', min: 0, max: 2_147_483_647, description: 'what the noise follows from' }),
  }),
  impossible: needsAudio,
  sample(random, _facts, level) {
    const colour = random.pick(['white', 'pink', 'brown']);
    const amplitude = roundTo(amplitudes[colour] * random.decimal(ranges(level), 4), 4);
    return { amplitude, colour, seed: random.integer([0, 2_147_483_647]) };
  },
  lower(facts, { amplitude, colour, seed }) {
    const { sampleRate = 48_000 } = facts.audio ?? {};
    const form = { sample_rate: sampleRate, duration: longerThan(facts) };
    return { audio: mixIn(facts, [{ name: 'anoisesrc', options: { colour, amplitude, seed, ...form } }]) };
  },
  intensity: ({ amplitude }) => intensityOf(Math.log(amplitude / 0.0005), Math.log(1000)),
});
