import { z } from 'zod';
import type { MediaFacts } from '../../facts/media-facts.ts';
import type { Filter } from '../../graph/filter-graph.ts';
import { decimal } from '../../parameters.ts';
import { roundTo } from '../../round-to.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsAudio, needsSeconds } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';
import { resample } from './resample.ts';

/** What broadcasters bring their programmes to, in LUFS (EBU R 128). */
const broadcast = -23;

/** The shortest stretch that loudness is measured by, in seconds (ITU-R BS.1770); of less, the filter ignores its target. */
const measured = 0.4;

/**
 * What the filter looks ahead, and a little more, in seconds. Less audio than that it measures as a whole, and where that is
 * all but silent, 5.1 leaves it alone, and later versions bring it to full level or make it NaN.
 */
const lookedAhead = 3.2;

const ranges = rangesByLevel({ light: [1, 3], medium: [3, 8], strong: [9, 15] });

/** Brings the audio to a loudness, measured and corrected as it goes along. */
export const loudness = defineTransformation({
  name: 'loudness',
  layer: 'audio',
  summary: 'Brings the audio to a loudness, measured and corrected as it goes along.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#loudnorm',
  opposes: ['gain'],
  params: z.strictObject({
    lufs: decimal({ unit: 'LUFS', min: -40, max: -6, decimals: 1, description: 'loudness of the result' }),
  }),
  impossible: facts => needsAudio(facts) ?? needsSeconds(facts, measured),
  sample: (random, _facts, level) => ({
    lufs: roundTo(broadcast + random.sign() * random.decimal(ranges(level), 1), 1),
  }),
  lower: (facts, { lufs }) => ({
    audio: [
      ...repeated(facts),
      { name: 'loudnorm', options: { I: lufs, TP: -1, LRA: 20 } },
      // The filter works at 192 kHz and leaves it at that.
      ...resample(facts, rateOf(facts)),
      ...(isShort(facts) ? [{ name: 'atrim', options: { end: facts.durationSeconds } }] : []),
    ],
  }),
  intensity: ({ lufs }) => intensityOf(lufs - broadcast, 17),
});

/** Again and again until there is enough to look ahead: what repeats has the loudness of one time. */
function repeated(facts: MediaFacts): readonly Filter[] {
  if (!isShort(facts)) return [];
  const size = Math.floor(facts.durationSeconds * rateOf(facts));
  return [
    { name: 'aloop', options: { loop: -1, size } },
    { name: 'atrim', options: { end: lookedAhead } },
  ];
}

function isShort({ durationSeconds }: MediaFacts): boolean {
  return durationSeconds < lookedAhead;
}

function rateOf({ audio }: MediaFacts): number {
  return audio?.sampleRate ?? 48_000;
}
