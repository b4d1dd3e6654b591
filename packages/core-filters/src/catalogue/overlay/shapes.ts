import { z } from 'zod';
import { drawnText } from '../../ir/drawing.ts';
import { choice, colour, decimal, integer } from '../../parameters.ts';
import { randomStream } from '../../random-stream.ts';
import { rangesByLevel, wholeRangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const counts = wholeRangesByLevel({ light: [1, 2], medium: [2, 4], strong: [5, 10] });
const sizes = rangesByLevel({ light: [0.02, 0.05], medium: [0.08, 0.16], strong: [0.18, 0.4] });

/** The shapes, as the font draws them. */
const glyphs = {
  circle: '●',
  triangle: '▲',
  square: '■',
  diamond: '◆',
  star: '★',
  ring: '○',
  heart: '♥',
} as const;
const shapeNames = ['circle', 'triangle', 'square', 'diamond', 'star', 'ring', 'heart'] as const;

/** Draws geometrical shapes over the picture. */
export const shapes = defineTransformation({
  name: 'shapes',
  layer: 'overlay',
  hashDistance: { least: 3, light: 8, medium: 38, strong: 60 },
  summary: 'Draws circles, triangles, stars or other shapes over the picture.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#drawtext-1',
  params: z.strictObject({
    shape: choice(shapeNames, { description: 'what is drawn' }),
    count: integer({ unit: 'shapes', min: 1, max: 20, description: 'number' }),
    size: decimal({
      unit: 'fraction of the shorter side',
      min: 0.02,
      max: 0.8,
      decimals: 3,
      description: 'size of the type that draws them',
    }),
    colour: colour({ description: 'colour' }),
    seed: integer({ unit: 'number', min: 0, max: 2_147_483_647, description: 'what the places follow from' }),
  }),
  impossible: facts => needsPixels(facts, 64),
  sample: (random, _facts, level) => ({
    shape: random.pick(shapeNames),
    count: random.integer(counts(level)),
    size: random.decimal(sizes(level), 3),
    colour: random.pick(['e74c3c', '2e86c1', '28b463', 'f1c40f', 'ffffff']),
    seed: random.integer([0, 2_147_483_647]),
  }),
  lower({ video }, { shape, count, size, colour: paint, seed }) {
    const places = randomStream({ for: 'shapes', seed });
    const fontsize = Math.max(8, Math.round(Math.min(video.width, video.height) * size));
    const place = (side: 'w' | 'h'): string => `(${side}-text_${side})*${places.decimal([0, 1], 3)}`;
    const lines = Array.from({ length: count }, () => ({
      text: glyphs[shape],
      fontsize,
      x: place('w'),
      y: place('h'),
    }));
    return { video: [drawnText(lines, paint)] };
  },
  intensity: ({ count, size }) => intensityOf(count * size * size, 1),
});
