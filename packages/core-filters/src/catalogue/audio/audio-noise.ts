import { z } from 'zod';
import { choice, decimal, integer } from '../../parameters/parameters.ts';
import { intensityOf } from '../intensity.ts';
import { needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = { light: [0.001, 0.004], medium: [0.003, 0.012], strong: [0.02, 0.08] } as const;

/** Mixes steady noise into the sound. */
export const audioNoise = defineTransformation({
  name: 'audio_noise',
  layer: 'audio',
  summary: 'Mixes steady noise into the sound.',
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
  sample: (random, _facts, level) => ({
    amplitude: random.decimal(ranges[level], 4),
    colour: random.pick(['white', 'pink', 'brown']),
    seed: random.integer([0, 2_147_483_647]),
  }),
  lower(facts, { amplitude, colour, seed }) {
    const sample_rate = facts.audio?.sampleRate ?? 48_000;
    const mono = facts.audio?.channels === 1;
    const form = {
      sample_fmts: 'fltp',
      sample_rates: sample_rate,
      channel_layouts: mono ? 'mono' : 'stereo',
    };
    // Longer than the sound, which therefore decides where the sum ends.
    const duration = Math.ceil(facts.durationSeconds) + 1;
    return {
      audio: {
        chains: [
          {
            inputs: [],
            filters: [
              { name: 'anoisesrc', options: { colour, amplitude, seed, sample_rate, duration } },
              { name: 'aformat', options: form },
            ],
            outputs: ['noise'],
          },
          { inputs: ['in'], filters: [{ name: 'aformat', options: form }], outputs: ['sound'] },
          {
            inputs: ['sound', 'noise'],
            // Not `amix`: what it makes of the last samples depends on the order in which ffmpeg happens to feed it.
            filters: [
              { name: 'amerge', options: { inputs: 2 } },
              { name: 'pan', options: { args: mono ? 'mono|c0=c0+c1' : 'stereo|c0=c0+c2|c1=c1+c3' } },
            ],
            outputs: ['out'],
          },
        ],
      },
    };
  },
  intensity: ({ amplitude }) => intensityOf(Math.log(amplitude / 0.0005), Math.log(1000)),
});
