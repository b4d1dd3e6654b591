import { z } from 'zod';
import { evenFloor, withSize } from '../../facts/change-facts.ts';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { drawnText } from '../../ir/drawing.ts';
import { colour, decimal, text as textParameter } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const heights = rangesByLevel({ light: [0.03, 0.045], medium: [0.08, 0.15], strong: [0.2, 0.4] });
const captions = [
  'when the build is green',
  'me on a Monday',
  'nobody: ... me at 3 am:',
  'wait for it',
  'POV: you said one more episode',
  'this never gets old',
  'quand le café est prêt',
  'ну и дела',
] as const;

/** Puts a bar with a caption above the picture. */
export const memeCaption = defineTransformation({
  name: 'meme_caption',
  layer: 'overlay',
  hashDistance: { least: 51, light: 59, medium: 105, strong: 120 },
  summary: 'Puts a bar with a caption above the picture; the frame becomes higher.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#pad-1',
  params: z.strictObject({
    text: textParameter({ maxLength: 120, description: 'the caption; nothing in it is interpreted' }),
    height: decimal({
      unit: 'fraction of the height',
      min: 0.03,
      max: 1,
      decimals: 3,
      description: 'height of the bar',
    }),
    bar: colour({ description: 'colour of the bar' }),
    colour: colour({ description: 'colour of the letters' }),
  }),
  opposes: ['crop'],
  impossible: facts => needsPixels(facts, 96),
  sample: (random, _facts, level) => ({
    text: random.pick(captions),
    height: random.decimal(heights(level), 3),
    ...random.pick([
      { bar: 'ffffff', colour: '000000' },
      { bar: '000000', colour: 'ffffff' },
    ]),
  }),
  lower(facts, { text, height, bar: fill, colour: paint }) {
    const bar = barHeight(facts, height);
    const { width } = facts.video;
    // DejaVu Sans is on average 0.6 of its size wide; the caption keeps to one line.
    const widest = Math.floor((0.92 * width) / (0.62 * [...text].length));
    const fontsize = Math.max(6, Math.min(Math.floor(bar * 0.6), widest));
    const line = { text, fontsize, x: '(w-text_w)/2', y: `(${bar}-text_h)/2` };
    return {
      video: [
        {
          kind: 'geometry',
          geometry: { type: 'pad', width, height: facts.video.height + bar, x: 0, y: bar },
          fill,
        },
        drawnText([line], paint),
      ],
    };
  },
  effect: (facts, { height }) => ({
    facts: withSize(facts, facts.video.width, facts.video.height + barHeight(facts, height)),
  }),
  intensity: ({ height }) => intensityOf(height, 1),
});

function barHeight({ video }: MediaFacts, height: number): number {
  return evenFloor(video.height * height);
}
