import { z } from 'zod';
import { drawnTextInBox, drawnTextWithShadow } from '../../ir/drawing.ts';
import { choice, colour, decimal, text as textParameter } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';
import { drawingPlace } from './place.ts';

const ranges = rangesByLevel({ light: [0.018, 0.026], medium: [0.03, 0.055], strong: [0.07, 0.14] });
const phrases = [
  'SAMPLE',
  'test clip',
  'part 2',
  'watch until the end',
  'no comment',
  'Episode 7',
  'LIVE',
  'replay',
  'follow for more',
  'Sunday morning',
  'take three',
  'вчера',
  'déjà vu',
  'übermorgen',
] as const;

/** Writes a line of text over the picture. */
export const textLine = defineTransformation({
  name: 'text',
  layer: 'overlay',
  hashDistance: { least: 17, light: 22, medium: 24, strong: 47 },
  summary: 'Writes a line of text over the picture, in DejaVu Sans.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#drawtext-1',
  params: z.strictObject({
    text: textParameter({
      maxLength: 200,
      description: 'what is written; shown as it is, nothing in it is interpreted',
    }),
    size: decimal({
      unit: 'fraction of the height',
      min: 0.01,
      max: 0.5,
      decimals: 3,
      description: 'height of the letters',
    }),
    ...drawingPlace,
    colour: colour({ description: 'colour of the letters' }),
    style: choice(['shadow', 'box'], { description: 'what sets the letters off from the picture' }),
  }),
  impossible: facts => needsPixels(facts, 64),
  sample: (random, _facts, level) => ({
    text: random.pick(phrases),
    size: random.decimal(ranges(level), 3),
    x: random.decimal([0.05, 0.95], 3),
    y: random.decimal([0.05, 0.95], 3),
    colour: random.pick(['ffffff', 'ffffff', 'f7dc6f', '85c1e9']),
    style: random.pick(['shadow', 'box']),
  }),
  lower(facts, { text, size, x, y, colour: paint, style }) {
    const fontsize = Math.max(8, Math.round(facts.video.height * size));
    const edge = Math.max(1, Math.round(fontsize / 16));
    const line = { text, fontsize, x: `(w-text_w)*${x}`, y: `(h-text_h)*${y}` };
    return {
      video: [
        style === 'box' ? drawnTextInBox(line, paint, 4 * edge) : drawnTextWithShadow(line, paint, edge),
      ],
    };
  },
  intensity: ({ text: line, size }) => intensityOf(size * Math.sqrt(line.length), 2),
});
