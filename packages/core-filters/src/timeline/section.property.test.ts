import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalizedFacts } from '../facts/normalized-facts.ts';
import { mediaFacts, stream } from '../testing/arbitraries.ts';
import { drawSection, mostHeldSeconds, needsMemory, needsSection, sectionOf } from './section.ts';

test('a drawn section lies within the video, has at least a frame, and fits into memory where it must', () => {
  fc.assert(
    fc.property(mediaFacts, stream, (facts, random) => {
      const before = normalizedFacts(facts);
      fc.pre(before.durationSeconds >= 0.5);
      const drawn = drawSection(random, before, [0.05, 0.4], Math.min(10, mostHeldSeconds(before)));
      const section = sectionOf(before, drawn);
      expect(section.frames).toBeGreaterThanOrEqual(1);
      expect(section.first).toBeGreaterThanOrEqual(0);
      expect(section.end).toBe(section.first + section.frames);
      expect(section.end).toBeLessThanOrEqual(before.video.frameCount);
      expect(needsSection(before, drawn.seconds)).toBeNull();
      if (section.frames > 5) expect(needsMemory(before, section.frames)).toBeNull();
    }),
    { numRuns: 1000 },
  );
});

test('a section that is longer than the video or too large for memory is refused with both figures', () => {
  const facts = normalizedFacts(fc.sample(mediaFacts, { numRuns: 1, seed: 1 })[0] as never);
  const huge = { ...facts, video: { ...facts.video, width: 3840, height: 2160, frameCount: 100 } };
  expect(needsSection(huge, 1e6)).toMatch(/^the section has \d+ frames, the video 100$/);
  expect(needsMemory(huge, 90)).toBe(
    '90 frames of 3840x2160 would be held in memory, 1120 MB of at most 512',
  );
});
