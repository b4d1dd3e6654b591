import { z } from 'zod';
import { withFrameCount } from '../../facts/change-facts.ts';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { rationalToNumber } from '../../facts/rational.ts';
import { framesAtRate } from '../../graph/counted-times.ts';
import type { Filter } from '../../graph/filter-graph.ts';
import { choice, decimal } from '../../parameters.ts';
import { roundTo } from '../../round-to.ts';
import type { Segment } from '../../segment-map.ts';
import { resample } from '../audio/resample.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsSeconds } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [1.01, 1.03], medium: [1.02, 1.08], strong: [1.1, 1.4] });
const params = z.strictObject({
  factor: decimal({ unit: 'times', min: 0.5, max: 2, decimals: 4, description: 'above 1 is faster' }),
  pitch: choice(['kept', 'shifted'], { description: 'whether voices sound as before or higher and lower' }),
});

/** Plays video and audio faster or slower, in sync. */
export const speed = defineTransformation({
  name: 'speed',
  layer: 'time',
  summary: 'Plays video and audio faster or slower, in sync.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#setpts_002c-asetpts',
  params,
  impossible: facts => needsSeconds(facts, 0.5),
  sample(random, _facts, level) {
    const factor = random.decimal(ranges(level), 4);
    return {
      factor: random.oneIn(2) ? factor : roundTo(1 / factor, 4),
      pitch: random.pick(['kept', 'kept', 'shifted']),
    };
  },
  lower(facts, { factor, pitch }) {
    const rate = facts.audio?.sampleRate ?? 48_000;
    return {
      video: [
        {
          kind: 'time',
          filters: [
            // A fine time base first: at one tick a frame, the new times would be cut to whole frames.
            { name: 'settb', options: { expr: '1/1000000' } },
            { name: 'setpts', options: { expr: `PTS/${factor}` } },
            ...framesAtRate({ ...facts.video, frameCount: framesAt(facts, factor) }),
          ],
        },
      ],
      audio:
        pitch === 'kept' ? [{ name: 'atempo', options: { tempo: factor } }] : resampled(facts, rate, factor),
    };
  },
  effect(facts, { factor }) {
    const after = withFrameCount(facts, framesAt(facts, factor));
    return { facts: after, segments: [played(facts, after, factor)] };
  },
  intensity: ({ factor }) => intensityOf(Math.log(factor), Math.log(2)),
});

/**
 * Frames are whole: what is rounded off is missing at the end, or the last frame is held there for up to half of
 * its time. Everything before keeps its speed.
 */
function played(facts: MediaFacts, after: MediaFacts, factor: number): Segment {
  const middleOfLast = after.durationSeconds - 0.49 / rationalToNumber(after.video.frameRate);
  const seconds = Math.min(after.durationSeconds, Math.max(facts.durationSeconds / factor, middleOfLast));
  const sourceEnd = Math.min(facts.durationSeconds, seconds * factor);
  return { variantStart: 0, variantEnd: seconds, sourceStart: 0, sourceEnd, direction: 1 };
}

/** Faster or slower audio, at the sample rate that there was. */
function resampled(facts: MediaFacts, rate: number, factor: number): readonly Filter[] {
  const played = Math.round(rate * factor);
  const rest = roundTo((rate * factor) / played, 9);
  // Only whole rates can be played; over hours, what is missing would be heard as a lag.
  const lag = Math.abs(rest - 1) * facts.durationSeconds;
  return [
    { name: 'asetrate', options: { sample_rate: played } },
    ...resample(facts, rate),
    ...(lag > 0.01 ? [{ name: 'atempo', options: { tempo: rest } }] : []),
  ];
}

function framesAt(facts: MediaFacts, factor: number): number {
  return Math.max(1, Math.round(facts.video.frameCount / factor));
}
