import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { roundTo } from '../../round-to.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';
import { longerThan, mixIn } from './mix-in.ts';

const ranges = rangesByLevel({ light: [0.02, 0.06], medium: [0.25, 0.4], strong: [0.45, 0.8] });

/** Mixes clicks into the audio at even distances, as a scratched record has them. */
export const clicks = defineTransformation({
  name: 'clicks',
  layer: 'audio',
  summary: 'Mixes clicks into the audio at even distances, as a scratched record has them.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#aevalsrc',
  params: z.strictObject({
    perSecond: decimal({ unit: 'clicks a second', min: 0.1, max: 20, decimals: 2, description: 'how many' }),
    amplitude: decimal({
      unit: 'fraction of full scale',
      min: 0.005,
      max: 0.9,
      decimals: 3,
      description: 'loudness',
    }),
  }),
  impossible: needsAudio,
  sample: (random, _facts, level) => ({
    perSecond: random.decimal([2, 5], 2),
    amplitude: random.decimal(ranges(level), 3),
  }),
  lower: (facts, { perSecond, amplitude }) => {
    const { sampleRate = 48_000 } = facts.audio ?? {};
    const pause = roundTo(1 / perSecond, 4);
    // Two milliseconds of a tone that falls silent, once every pause.
    const exprs = `${amplitude}*sin(2*PI*1800*t)*exp(-1500*mod(t,${pause}))*lt(mod(t,${pause}),0.005)`;
    return {
      audio: mixIn(facts, [
        {
          name: 'aevalsrc',
          options: { exprs, sample_rate: sampleRate, channel_layout: 'mono', duration: longerThan(facts) },
        },
      ]),
    };
  },
  intensity: ({ amplitude }) => intensityOf(amplitude, 0.9),
});
