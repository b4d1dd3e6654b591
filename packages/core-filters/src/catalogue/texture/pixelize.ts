import { z } from 'zod';
import { evenFloor } from '../../facts/change-facts.ts';
import type { Filter } from '../../graph/filter-graph.ts';
import type { Size } from '../../ir/geometry.ts';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.003, 0.004], medium: [0.003, 0.006], strong: [0.01, 0.03] });

/** Replaces the picture by coarse blocks. */
export const pixelize = defineTransformation({
  name: 'pixelize',
  layer: 'texture',
  hashDistance: { least: 4, light: 4, medium: 4, strong: 8 },
  summary: 'Replaces the picture by square blocks of one colour.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#pixelize',
  params: z.strictObject({
    block: decimal({
      unit: 'fraction of the shorter side',
      min: 0.002,
      max: 0.2,
      decimals: 4,
      description: 'side of a block',
    }),
  }),
  opposes: ['sharpen', 'blur'],
  immovable: true,
  impossible: facts => needsPixels(facts, 64),
  sample: (random, _facts, level) => ({ block: random.decimal(ranges(level), 4) }),
  lower(facts, { block }) {
    const { width, height } = facts.video;
    const side = evenFloor(Math.max(2, Math.min(width, height) * block));
    const filters = [{ name: 'pixelize', options: { width: side, height: side } }];
    return { video: [{ kind: 'opaque', filters, compiled: blocks({ width, height }, side) }] };
  },
  intensity: ({ block }) => intensityOf(Math.sqrt(block), Math.sqrt(0.2)),
});

/** Shrinks by averaging and enlarges by repeating, which the scaler does five times faster than `pixelize`. */
function blocks({ width, height }: Size, side: number): readonly Filter[] {
  const [columns, rows] = [Math.ceil(width / side), Math.ceil(height / side)];
  const [wide, high] = [columns * side, rows * side];
  // As many blocks in the colour planes as in the luma, so with all planes of one size between.
  const shrinkAndEnlarge: readonly Filter[] = [
    { name: 'scale', options: { w: columns, h: rows, flags: 'area' } },
    { name: 'format', options: { pix_fmts: 'yuv444p' } },
    { name: 'scale', options: { w: wide, h: high, flags: 'neighbor' } },
    { name: 'format', options: { pix_fmts: 'yuv420p' } },
  ];
  if (wide === width && high === height) return shrinkAndEnlarge;
  return [
    { name: 'pad', options: { width: wide, height: high, x: 0, y: 0, color: '0x000000' } },
    { name: 'fillborders', options: { right: wide - width, bottom: high - height, mode: 'smear' } },
    ...shrinkAndEnlarge,
    { name: 'crop', options: { w: width, h: height, x: 0, y: 0, exact: 1 } },
  ];
}
