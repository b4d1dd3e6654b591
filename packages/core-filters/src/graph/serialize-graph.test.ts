import { expect, test } from 'vitest';
import type { Filter, FilterGraph } from './filter-graph.ts';
import { serializeGraph } from './serialize-graph.ts';

function graphOf(filter: Filter, input = '0:V:0'): FilterGraph {
  return { scalerFlags: 'bicubic', chains: [{ inputs: [input], filters: [filter], outputs: ['vout'] }] };
}

const refused: readonly (readonly [string, FilterGraph])[] = [
  ['a filter that opens files by name', graphOf({ name: 'movie', options: { filename: 'x.mp4' } })],
  ['a filter named after an object property', graphOf({ name: 'constructor', options: {} })],
  ['an option that writes a file', graphOf({ name: 'drawtext', options: { textfile: '/etc/passwd' } })],
  ['an option named after an object property', graphOf({ name: 'hflip', options: { toString: 'x' } })],
  ['a path given as text', graphOf({ name: 'drawtext', options: { fontfile: '/etc/passwd' } })],
  ['text in the place of a number', graphOf({ name: 'crop', options: { w: '10:h=5' } })],
  ['a number that is not finite', graphOf({ name: 'crop', options: { w: Number.NaN } })],
  ['a word with a separator', graphOf({ name: 'format', options: { pix_fmts: 'yuv420p,movie=x' } })],
  ['an expression with a quote', graphOf({ name: 'setpts', options: { expr: "PTS'" } })],
  ['a pad label with a bracket', graphOf({ name: 'hflip', options: {} }, '0:V:0][x')],
];

test.each(refused)('%s is refused', (_title, graph) => {
  expect(() => serializeGraph(graph, path => path)).toThrow(
    expect.objectContaining({ code: 'GRAPH_NOT_ALLOWED' }),
  );
});

test('numbers are written without an exponent and without trailing zeros', () => {
  const text = serializeGraph(graphOf({ name: 'hue', options: { h: 1e-7, s: 1.5 } }), path => path);
  expect(text).toBe('sws_flags=bicubic;[0:V:0]hue=h=0.0000001:s=1.5[vout]');
});
