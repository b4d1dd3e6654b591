import { z } from 'zod';
import { withFrameCount } from '../../facts/change-facts.ts';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { rationalToNumber } from '../../facts/rational.ts';
import { decimal } from '../../parameters/parameters.ts';
import { roundTo } from '../../random/round-to.ts';
import { intensityOf } from '../intensity.ts';
import { needsSeconds } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = { light: [0.01, 0.03], medium: [0.01, 0.05], strong: [0.1, 0.25] } as const;
const params = z.strictObject({
  start: decimal({
    unit: 'fraction of the length',
    min: 0,
    max: 0.9,
    decimals: 4,
    description: 'cut off at the start',
  }),
  end: decimal({
    unit: 'fraction of the length',
    min: 0,
    max: 0.9,
    decimals: 4,
    description: 'cut off at the end',
  }),
});

/** Cuts off the start and the end, exact to the frame. */
export const trim = defineTransformation({
  name: 'trim',
  layer: 'time',
  summary: 'Cuts off the start and the end, exact to the frame.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#trim',
  params: params.refine(({ start, end }) => start + end <= 0.95, 'start and end together at most 0.95'),
  impossible: facts => needsSeconds(facts, 1),
  sample: (random, _facts, level) => ({
    start: random.decimal(ranges[level], 4),
    end: random.decimal(ranges[level], 4),
  }),
  lower(facts, wanted) {
    const { first, last, startSeconds, endSeconds } = kept(facts, wanted);
    return {
      video: [
        {
          kind: 'time',
          filters: [
            { name: 'trim', options: { start_frame: first, end_frame: last } },
            { name: 'setpts', options: { expr: 'PTS-STARTPTS' } },
          ],
        },
      ],
      audio: [
        { name: 'atrim', options: { start: startSeconds, end: endSeconds } },
        { name: 'asetpts', options: { expr: 'PTS-STARTPTS' } },
      ],
    };
  },
  effect(facts, wanted) {
    const { first, last, startSeconds, endSeconds } = kept(facts, wanted);
    return {
      facts: withFrameCount(facts, last - first),
      segments: [
        {
          variantStart: 0,
          variantEnd: endSeconds - startSeconds,
          sourceStart: startSeconds,
          sourceEnd: endSeconds,
          direction: 1,
        },
      ],
    };
  },
  intensity: ({ start, end }) => intensityOf(start + end, 0.9),
});

function kept(
  facts: MediaFacts,
  wanted: z.output<typeof params>,
): Record<'first' | 'last' | 'startSeconds' | 'endSeconds', number> {
  const { frameCount, frameRate } = facts.video;
  const first = Math.min(frameCount - 1, Math.round(frameCount * wanted.start));
  const last = Math.max(first + 1, frameCount - Math.round(frameCount * wanted.end));
  const rate = rationalToNumber(frameRate);
  return { first, last, startSeconds: roundTo(first / rate, 6), endSeconds: roundTo(last / rate, 6) };
}
