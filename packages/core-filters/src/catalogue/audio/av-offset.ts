import { z } from 'zod';
import { delayedAudio } from '../../graph/delayed-audio.ts';
import { integer } from '../../parameters.ts';
import { roundTo } from '../../round-to.ts';
import { wholeRangesByLevel } from '../level.ts';
import { intensityOf, needsAudio, needsSeconds } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = wholeRangesByLevel({ light: [10, 30], medium: [30, 120], strong: [150, 400] });

/** Lets the audio come later or earlier than the video. */
export const avOffset = defineTransformation({
  name: 'av_offset',
  layer: 'audio',
  summary: 'Lets the audio come later or earlier than the video.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#adelay',
  params: z.strictObject({
    milliseconds: integer({ unit: 'milliseconds', min: -5000, max: 5000, description: 'above 0 is later' }),
  }),
  impossible: (facts, wanted) =>
    needsAudio(facts) ?? needsSeconds(facts, Math.max(1, Math.abs(wanted?.milliseconds ?? 0) / 1000)),
  sample: (random, _facts, level) => ({ milliseconds: random.sign() * random.integer(ranges(level)) }),
  lower: (facts, { milliseconds }) => {
    const end = roundTo(facts.durationSeconds, 6);
    return {
      audio: [
        ...(milliseconds >= 0
          ? delayedAudio(milliseconds)
          : [
              { name: 'atrim', options: { start: -milliseconds / 1000 } },
              { name: 'asetpts', options: { expr: 'PTS-STARTPTS' } },
              { name: 'apad', options: { whole_dur: end } },
            ]),
        { name: 'atrim', options: { end } },
      ],
    };
  },
  intensity: ({ milliseconds }) => intensityOf(Math.log1p(Math.abs(milliseconds)), Math.log1p(5000)),
});
