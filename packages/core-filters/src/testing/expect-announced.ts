import { expect } from 'vitest';
import type { CompiledPlan } from '../compile/compile-plan.ts';
import { rationalToNumber } from '../facts/rational.ts';
import { countStreams } from './render-clip.ts';

/** Fails unless a rendered file has the size, the frames and the length that its command announced. */
export function expectAnnounced(path: string, { command, outputFacts }: CompiledPlan): void {
  const counted = countStreams(path);
  const { width, height, frameCount, durationSeconds, hasAudio } = command.expected;
  const twoFrames = 2 / rationalToNumber(outputFacts.video.frameRate);
  expect(counted).toMatchObject({ width, height });
  expect(Math.abs(counted.frames - frameCount)).toBeLessThanOrEqual(1);
  expect(Math.abs(counted.videoSeconds - durationSeconds)).toBeLessThanOrEqual(twoFrames);
  expect(Math.abs(counted.audioSeconds - (hasAudio ? durationSeconds : 0))).toBeLessThanOrEqual(twoFrames);
}
