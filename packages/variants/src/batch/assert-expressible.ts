import { normalizedFacts, rationalToNumber, type Target, type TargetBand } from '@variegate/core-filters';
import { TargetTooNarrowError } from '../errors.ts';
import type { PlannedSource } from '../job/variant-job.ts';
import { targetFrames } from '../rendering/target-figures.ts';

/** Distances of hashes are even numbers. */
const bitsApart = 2;

/**
 * Makes sure that the frames of a source can give figures within a target: what is a mean, or a share, of few frames comes
 * in steps.
 *
 * @throws {VARIANTS_TARGET_TOO_NARROW} when a band is narrower than a step.
 */
export function assertExpressible(target: Target | undefined, { file, facts }: PlannedSource): void {
  if (target === undefined) return;
  const { frameCount, frameRate } = normalizedFacts(facts).video;
  const seconds = Math.ceil(frameCount / rationalToNumber(frameRate));
  const frames = frameCount <= targetFrames ? frameCount : Math.max(targetFrames, seconds);
  const { distance, match } = target;
  const isNarrow = ({ from, to }: TargetBand, step: number) => to - from < step;
  if (distance !== undefined && isNarrow(distance, bitsApart / frames))
    throw tooNarrow(file, frames, 'targetDistance', `${inDigits(bitsApart / frames)} bits`);
  const isAnEnd = match?.from === 100 || match?.to === 0;
  if (match !== undefined && !isAnEnd && isNarrow(match, 100 / frames))
    throw tooNarrow(file, frames, 'targetMatch', `${inDigits(100 / frames)} %`);
}

function tooNarrow(file: string, frames: number, option: string, step: string): TargetTooNarrowError {
  return new TargetTooNarrowError(
    `The ${frames === 1 ? 'one frame' : `${frames} frames`} of "${file}" give figures in steps of ${step}, and the band of ` +
      `${option} is narrower. Give a band of at least ${step}.`,
  );
}

/** Rounded up, as a band of that width must be wide enough. */
function inDigits(value: number): string {
  return String(Math.ceil(value * 100) / 100);
}
