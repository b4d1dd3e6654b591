import { parseGraph, serializeGraph } from '@variegate/core-filters';
import { expect, test } from 'vitest';
import { graphPrefixes } from './graph-prefixes.ts';

test('Prefixes grow by one filter each, and unread outputs are reported.', () => {
  const graph = parseGraph(
    'sws_flags=bicubic;[0:V:0]hflip,split[a][b];[a]vflip[c];[b][c]overlay,setsar=sar=1[vout]',
    file => file,
  );
  const prefixes = graphPrefixes(graph);
  expect(prefixes.map(({ last, loose }) => `${last.name}: ${loose.join(' ')}`)).toEqual([
    'hflip: cut',
    'split: a b',
    'vflip: b c',
    'overlay: cut',
    'setsar: vout',
  ]);
  expect(prefixes.map(({ apart, endsChain }) => [apart, endsChain])).toEqual([
    [false, false],
    [false, true],
    [false, true],
    [false, false],
    [false, true],
  ]);
  expect(serializeGraph(prefixes[3]?.graph ?? graph, file => file)).toContain('[b][c]overlay[cut]');
  expect(serializeGraph(prefixes[4]?.graph ?? graph, file => file)).toBe(serializeGraph(graph, file => file));
});

test('What is drawn beside the source is distinguished from what the source goes through.', () => {
  const graph = parseGraph(
    'sws_flags=bicubic;[0:V:0]hflip[a];[1:V:0]vflip,hflip[b];[a][b]overlay[vout]',
    file => file,
  );
  expect(graphPrefixes(graph).map(({ apart }) => apart)).toEqual([false, true, true, false]);
});
