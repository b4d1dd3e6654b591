import type { MediaFacts } from '@variegate/core-filters';
import { describe, expect, test } from 'vitest';
import { sampleFacts } from '../testing/sample-facts.ts';
import { defaultMediaLimits, describeExceededLimit, exceededLimit } from './media-limits.ts';

function withVideo(video: Partial<MediaFacts['video']>): MediaFacts {
  return { ...sampleFacts, video: { ...sampleFacts.video, ...video } };
}

describe('exceededLimit', () => {
  test('lets an ordinary file through', () => {
    expect(exceededLimit(sampleFacts, 2, defaultMediaLimits)).toBeNull();
  });

  test.each([
    ['maxStreams', sampleFacts, 200, 200],
    ['maxPixels', withVideo({ width: 16_000, height: 16_000 }), 1, 256_000_000],
    ['maxFrameRate', withVideo({ frameRate: { numerator: 1000, denominator: 1 } }), 1, 1000],
    ['maxDurationSeconds', { ...sampleFacts, durationSeconds: 86_400 }, 1, 86_400],
  ] as const)('names %s', (name, facts, streams, found) => {
    const limit = exceededLimit(facts, streams, defaultMediaLimits);
    expect(limit).toEqual({ name, allowed: defaultMediaLimits[name], found });
    if (limit !== null)
      expect(describeExceededLimit(limit)).toMatch(new RegExp(`more than ${name} \\(\\d+\\)`));
  });

  test('counts a gap between picture and sound as length', () => {
    const late: MediaFacts = {
      ...sampleFacts,
      audio: { codec: 'aac', sampleRate: 48_000, channels: 2, startSeconds: 86_400, durationSeconds: 1 },
    };
    expect(exceededLimit(late, 2, defaultMediaLimits)?.name).toBe('maxDurationSeconds');
  });

  test('lets through what is exactly at a limit', () => {
    expect(
      exceededLimit({ ...sampleFacts, durationSeconds: 21_600, audio: null }, 32, defaultMediaLimits),
    ).toBeNull();
  });
});
