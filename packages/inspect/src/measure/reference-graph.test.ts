import type { FilterGraph, Segment } from '@variegate/core-filters';
import { describe, expect, test } from 'vitest';
import { sampleFacts } from '../testing/sample-facts.ts';
import { referenceText } from './reference-graph.ts';

const stretch: Segment = { variantStart: 0, variantEnd: 4, sourceStart: 2, sourceEnd: 6, direction: 1 };

const graph: FilterGraph = {
  scalerFlags: 'bicubic',
  chains: [
    { inputs: ['0:V:0'], filters: [{ name: 'hflip', options: {} }], outputs: ['turned'] },
    { inputs: ['0:a:0'], filters: [{ name: 'volume', options: { volume: 2 } }], outputs: ['aout'] },
    { inputs: ['turned'], filters: [{ name: 'vflip', options: {} }], outputs: ['vout'] },
  ],
};

describe('referenceText', () => {
  test('takes the chains of a given graph that the video is made from, and drops its audio', () => {
    const inputs = [{ kind: 'video', media: 'source', inputArguments: [] }] as const;
    const text = referenceText({ graph, inputs, resolveFile: reference => reference }, [], sampleFacts);
    expect(text?.kind).toBe('given');
    expect(text?.graph).toMatch(/hflip.*vflip.*\[vout\]null\[reference\]$/s);
    expect(text?.graph).not.toContain('volume');
  });

  test('takes the stretch of the source that the variant shows, at the size of the variant', () => {
    const text = referenceText(null, [stretch], sampleFacts);
    expect(text).toMatchObject({ kind: 'scaled-source' });
    expect(text?.graph).toMatch(/trim=start=2\.0+:end=6\.0+,.*scale=1280:720/);
    expect(text?.variantTrim).toMatch(/trim=start=0\.0+:end=4\.0+/);
  });

  test.each([
    ['another speed', [{ ...stretch, sourceEnd: 6.5 }]],
    ['a reversed stretch', [{ ...stretch, direction: -1 as const }]],
    ['a held frame', [{ ...stretch, sourceEnd: 2 }]],
    ['two stretches', [stretch, { ...stretch, variantStart: 4, variantEnd: 8 }]],
    ['nothing of the source', []],
  ])('takes nothing for %s', (_, segments) => {
    expect(referenceText(null, segments, sampleFacts)).toBeNull();
  });
});
