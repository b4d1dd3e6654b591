import type { PdqFrame } from '../pdq/pdq-frame.ts';

/** The first frame of each second of media time, which is what a decode at one frame a second gives. */
export function firstOfEachSecond(frames: readonly PdqFrame[]): PdqFrame[] {
  let second = Number.NEGATIVE_INFINITY;
  return frames.filter(({ timeSeconds }) => {
    const current = Math.floor(timeSeconds);
    const first = current > second;
    second = Math.max(second, current);
    return first;
  });
}
