import { z } from 'zod';
import { withFrameRate } from '../../facts/change-facts.ts';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { type Rational, rationalToNumber } from '../../facts/rational.ts';
import { framesAtRate } from '../../graph/counted-times.ts';
import { decimal } from '../../parameters.ts';
import type { Range } from '../../random-stream.ts';
import { choicesByLevel } from '../level.ts';
import { intensityOf, needsSeconds } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

/** Far enough from 1 that frames are lost or come twice in any clip. */
const ranges = choicesByLevel({
  light: [[0.92, 0.98]],
  medium: [
    [0.82, 0.94],
    [1.06, 1.12],
  ],
  strong: [[0.4, 0.7]],
});

/** Resamples the picture to another frame rate; length and audio stay. */
export const frameRate = defineTransformation({
  name: 'frame_rate',
  layer: 'time',
  summary: 'Resamples the picture to another frame rate; length and audio stay.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#fps-1',
  params: z.strictObject({
    factor: decimal({ unit: 'times', min: 0.1, max: 4, decimals: 3, description: 'new rate over old rate' }),
  }),
  impossible: facts =>
    rationalToNumber(facts.video.frameRate) < 8
      ? `the video has ${rationalToNumber(facts.video.frameRate).toFixed(2)} frames a second, the step needs 8`
      : needsSeconds(facts, 0.5),
  sample: (random, _facts, level) => ({ factor: random.decimal(random.pick<Range>(ranges(level)), 3) }),
  lower(facts, { factor }) {
    const { video } = withFrameRate(facts, rateAfter(facts, factor));
    return { video: [{ kind: 'time', filters: framesAtRate(video) }] };
  },
  effect: (facts, { factor }) => ({ facts: withFrameRate(facts, rateAfter(facts, factor)) }),
  intensity: ({ factor }) => intensityOf(Math.log(factor), Math.log(10)),
});

/** Rates are kept to hundredths, which every container stores exactly. */
function rateAfter(facts: MediaFacts, factor: number): Rational {
  const hundredths = Math.round(rationalToNumber(facts.video.frameRate) * factor * 100);
  return { numerator: Math.min(24_000, Math.max(100, hundredths)), denominator: 100 };
}
