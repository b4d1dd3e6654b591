import {
  builtIn,
  generatePlan,
  levels,
  type MediaFacts,
  strategyNames,
  type VideoFacts,
} from '@variegate/core-filters';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileSteps } from '../job/fit-to-ffmpeg.ts';
import { resolveEncode } from '../options/resolve-encode.ts';
import { ffmpegUses } from './ffmpeg-uses.ts';
import { ordinarySource } from './source-kinds.ts';

const uses = ffmpegUses();

const video: fc.Arbitrary<Partial<VideoFacts>> = fc.record({
  ...{ width: fc.integer({ min: 16, max: 2000 }), height: fc.integer({ min: 16, max: 2000 }) },
  ...{ variableFrameRate: fc.boolean(), highDynamicRange: fc.boolean() },
  fieldOrder: fc.constantFrom('progressive', 'top-first', 'bottom-first'),
  pixelFormat: fc.constantFrom('yuv420p', 'yuv444p', 'yuv420p10le', 'yuvj420p', 'gbrp'),
  rotationDegrees: fc.constantFrom(0, 90, 180, 270),
  sampleAspectRatio: fc.constantFrom({ numerator: 1, denominator: 1 }, { numerator: 32, denominator: 27 }),
  colorRange: fc.constantFrom('limited', 'full'),
  colorSpace: fc.constantFrom('bt709', 'smpte170m', 'unknown'),
  startSeconds: fc.double({ min: 0, max: 3, noNaN: true }),
});

const facts: fc.Arbitrary<MediaFacts> = fc
  .record({
    video,
    audio: fc.option(
      fc.record({
        channels: fc.integer({ min: 1, max: 8 }),
        sampleRate: fc.constantFrom(8000, 44_100, 96_000),
        startSeconds: fc.double({ min: 0, max: 3, noNaN: true }),
      }),
    ),
  })
  .map(drawn => ({
    durationSeconds: 10,
    video: { ...ordinarySource.video, ...drawn.video },
    audio: drawn.audio === null ? null : { codec: 'aac', durationSeconds: 10, ...drawn.audio },
  }));

test('No chain on any source asks for a filter that is in no use, whatever strategy draws it.', () => {
  const known = new Set(uses.flatMap(({ needs }) => needs.filters));
  fc.assert(
    fc.property(
      ...[facts, fc.constantFrom(...strategyNames), fc.constantFrom(...levels)],
      ...[fc.nat(1_000_000), fc.boolean()],
      (source, strategy, level, seed, plainGraph) => {
        const request = { strategy, level, seed, index: 1, sourceSha256: 'ab'.repeat(32), facts: source };
        const settings = { encode: resolveEncode({}), provenance: true, plainGraph };
        const { filters } = compileSteps(generatePlan(request), { facts: source, settings }).requires;
        expect(filters.filter(name => !known.has(name))).toEqual([]);
      },
    ),
    { numRuns: 400 },
  );
});

test('Every transformation is among the uses, each with what its steps bring in.', () => {
  const names = uses.filter(({ kind }) => kind === 'transformation').map(({ name }) => name);
  expect(names).toEqual(builtIn.map(({ name }) => name));
  const needed = (name: string) =>
    uses.find(use => use.kind === 'transformation' && use.name === name)?.needs.filters ?? [];
  expect(needed('echo')).toContain('aecho');
  expect(needed('text')).toContain('drawtext');
  expect(names.filter(name => needed(name).length === 0)).toEqual([]);
});
