import type { MediaFacts } from '@variegate/core-filters';
import { describe, expect, test } from 'vitest';
import {
  assertInputSize,
  defaultSourceLimits,
  describeExceededLimit,
  exceededLimit,
} from './source-limits.ts';
import { sampleFacts } from './testing/sample-facts.ts';

function withVideo(video: Partial<MediaFacts['video']>): MediaFacts {
  return { ...sampleFacts, video: { ...sampleFacts.video, ...video } };
}

describe('exceededLimit', () => {
  test('lets an ordinary file through', () => {
    expect(exceededLimit(sampleFacts, 2, defaultSourceLimits)).toBeNull();
  });

  test.each([
    ['maxStreams', sampleFacts, 33, null],
    ['maxPixels', withVideo({ width: 16_000, height: 16_000 }), 1, 256_000_000],
    ['maxFps', withVideo({ frameRate: { numerator: 1000, denominator: 1 } }), 1, 1000],
    ['maxDurationSeconds', { ...sampleFacts, durationSeconds: 86_400 }, 1, 86_400],
  ] as const)('names %s', (name, facts, streams, found) => {
    const limit = exceededLimit(facts, streams, defaultSourceLimits);
    expect(limit).toEqual({ name, allowed: defaultSourceLimits[name], found });
    if (limit !== null)
      expect(describeExceededLimit(limit)).toMatch(new RegExp(`more (streams )?than ${name} \\(\\d+\\)`));
  });

  test('counts a gap between video and audio as length', () => {
    const late: MediaFacts = {
      ...sampleFacts,
      audio: { codec: 'aac', sampleRate: 48_000, channels: 2, startSeconds: 86_400, durationSeconds: 1 },
    };
    expect(exceededLimit(late, 2, defaultSourceLimits)?.name).toBe('maxDurationSeconds');
  });

  test('refuses a file for its size alone, and takes one of exactly the largest size', () => {
    const sizeBytes = defaultSourceLimits.maxInputBytes;
    expect(() => assertInputSize({ path: '/a.mp4', sizeBytes }, defaultSourceLimits)).not.toThrow();
    expect(() => assertInputSize({ path: '/a.mp4', sizeBytes: sizeBytes + 1 }, defaultSourceLimits)).toThrow(
      '"/a.mp4" has 274877906945 bytes, more than maxInputBytes (274877906944) allows.',
    );
  });

  test('lets through what is exactly at a limit', () => {
    expect(
      exceededLimit({ ...sampleFacts, durationSeconds: 21_600, audio: null }, 32, defaultSourceLimits),
    ).toBeNull();
  });
});
