import { z } from 'zod';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { decimal, integer } from '../../parameters.ts';
import { editAudio } from '../../timeline/edit-audio.ts';
import { type Piece, shown, type Timeline, timelineOf } from '../../timeline/timeline.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsAudio, needsFrames, needsSeconds } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.01, 0.03], medium: [0.03, 0.08], strong: [0.15, 0.4] });
/** Frames that a part needs, so that some of it is heard. */
const fewestFrames = 20;
const params = z.strictObject({
  spans: integer({ unit: 'stretches', min: 1, max: 20, description: 'how many' }),
  share: decimal({
    unit: 'fraction of the length',
    min: 0.002,
    max: 0.9,
    decimals: 4,
    description: 'how much is silent in all',
  }),
  position: decimal({
    unit: 'fraction',
    min: 0,
    max: 1,
    decimals: 3,
    description: 'where in its part of the video each lies',
  }),
});

/** Silences stretches of the audio at even distances. */
export const muteSpans = defineTransformation({
  name: 'mute_spans',
  layer: 'audio',
  summary: 'Silences stretches of the audio at even distances.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#concat',
  params,
  impossible: (facts, wanted) =>
    needsAudio(facts) ?? needsSeconds(facts, 0.5) ?? needsFrames(facts, fewestFrames * (wanted?.spans ?? 1)),
  sample: (random, facts, level) => ({
    spans: random.integer([1, Math.min(4, Math.floor(facts.video.frameCount / fewestFrames))]),
    share: random.decimal(ranges(level), 4),
    position: random.decimal([0.1, 0.9], 3),
  }),
  lower: (facts, wanted) => ({
    ...(facts.audio === null ? {} : { audio: editAudio(facts, facts.audio, muted(facts, wanted)) }),
  }),
  intensity: ({ share }) => intensityOf(share, 0.9),
});

/** The video in equal parts, each with a stretch of silence at the same place. */
function muted(facts: MediaFacts, { spans, share, position }: z.output<typeof params>): Timeline {
  const { frameCount } = facts.video;
  const part = frameCount / spans;
  const pieces: Piece[] = [];
  let heard = 0;
  for (let span = 0; span < spans; span++) {
    const start = part * (span + position * (1 - share));
    const first = Math.max(heard, Math.round(start));
    const end = Math.max(first + 1, Math.round(start + part * share));
    pieces.push(shown(heard, first), { kind: 'held', frame: first, frames: end - first });
    heard = end;
  }
  return timelineOf([...pieces, shown(heard, frameCount)]);
}
