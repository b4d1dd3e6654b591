import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { serializeGraph } from '../../graph/serialize-graph.ts';
import { type ColourChange, colourFilter, colourFunction, worksInRgb } from './colour-change.ts';
import { lumaWeights, toRgb, type Yuv } from './colour-matrix.ts';

const weights = lumaWeights('unknown');
const levels = [100, 116, 128, 140, 156];
const colours: readonly Yuv[] = [40, 70, 100, 130, 160, 190, 220]
  .flatMap(y => levels.flatMap(u => levels.map((v): Yuv => [y, u, v])))
  .filter(colour => toRgb(colour, weights).every(value => value >= 0 && value <= 1));

/** Sends one frame with every colour in a block of 2x2 pixels through a filter. */
function throughFfmpeg(change: ColourChange): readonly Yuv[] {
  const count = colours.length;
  const frame = Buffer.alloc(6 * count);
  for (const [index, [y, u, v]] of colours.entries()) {
    for (const at of [0, 1, 2 * count, 2 * count + 1]) frame[2 * index + at] = y;
    frame[4 * count + index] = u;
    frame[5 * count + index] = v;
  }
  const toFilter = worksInRgb(change) ? [{ name: 'format', options: { pix_fmts: 'gbrp' } }] : [];
  const filters = [...toFilter, colourFilter(change), { name: 'format', options: { pix_fmts: 'yuv420p' } }];
  const chains = [{ inputs: ['0:v'], filters, outputs: ['v'] }];
  const graph = serializeGraph(
    { scalerFlags: 'neighbor+accurate_rnd+full_chroma_int+bitexact', chains },
    path => path,
  );
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${2 * count}x2`];
  const output = execFileSync(
    'ffmpeg',
    ['-v', 'error', ...raw, '-i', '-', '-filter_complex', graph, '-map', '[v]', '-f', 'rawvideo', '-'],
    {
      input: frame,
    },
  );
  const at = (index: number): number => output[index] ?? 0;
  return colours.map((_, index) => [at(2 * index), at(4 * count + index), at(5 * count + index)]);
}

const changes: readonly (readonly [string, ColourChange])[] = [
  ['brightness', { type: 'luma', brightness: 0.1, contrast: 1, gamma: 1 }],
  ['contrast', { type: 'luma', brightness: 0, contrast: 1.25, gamma: 1 }],
  ['gamma', { type: 'luma', brightness: 0, contrast: 1, gamma: 1.3 }],
  ['hue', { type: 'chroma', degrees: 25, saturation: 1 }],
  ['saturation', { type: 'chroma', degrees: 0, saturation: 1.4 }],
  [
    'a tone curve',
    {
      type: 'curve',
      points: [
        [0, 0],
        [0.25, 0.31],
        [0.75, 0.7],
        [1, 1],
      ],
    },
  ],
  ['colour balance', { type: 'balance', red: 0.15, green: -0.1, blue: 0.08 }],
  ['a warm light', { type: 'temperature', kelvin: 4700 }],
  ['a cold light', { type: 'temperature', kelvin: 10_000 }],
  ['vibrance', { type: 'vibrance', intensity: 0.6 }],
  ['negative vibrance', { type: 'vibrance', intensity: -0.6 }],
];

test.each(changes)(
  '%s is computed as its filter computes it, within two levels of rounding',
  (_name, change) => {
    const compute = colourFunction(change, weights);
    const filtered = throughFfmpeg(change);
    for (const [index, colour] of colours.entries()) {
      const computed = compute(colour);
      for (const plane of [0, 1, 2] as const) {
        expect(Math.abs(computed[plane] - (filtered[index]?.[plane] ?? 0)), `${colour}`).toBeLessThanOrEqual(
          2,
        );
      }
    }
  },
);
