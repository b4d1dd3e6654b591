import type { Clock } from './clock.ts';

/** The longest delay `setTimeout` can hold; a longer one would fire at once. */
const LONGEST_DELAY_MS = 2_147_483_647;

/** The machine's clock. @see Clock */
export const systemClock: Clock = {
  now: () => Date.now(),
  wakeAt: (timeMs, callback) => {
    const delayMs = Math.min(Math.max(timeMs - Date.now(), 0), LONGEST_DELAY_MS);
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
