import { expect } from 'vitest';
import type { CompiledPlan } from '../compile/compile-plan.ts';
import { rationalToNumber } from '../facts/rational.ts';
import { type DecodedStreams, decodeStreams } from './render-clip.ts';

/** Fails unless a rendered file has the size, the frames and the length that its command announced; what it decodes to. */
export function expectAnnounced(path: string, { command, outputFacts }: CompiledPlan): DecodedStreams {
  const decoded = decodeStreams(path);
  const { width, height, frameCount, durationSeconds, hasAudio } = command.expected;
  const twoFrames = 2 / rationalToNumber(outputFacts.video.frameRate);
  expect(decoded).toMatchObject({ width, height });
  expect(Math.abs(decoded.frames - frameCount)).toBeLessThanOrEqual(1);
  expect(Math.abs(decoded.videoSeconds - durationSeconds)).toBeLessThanOrEqual(twoFrames);
  expect(Math.abs(decoded.audioSeconds - (hasAudio ? durationSeconds : 0))).toBeLessThanOrEqual(twoFrames);
  return decoded;
}
