import { setTimeout as delay } from 'node:timers/promises';

/** Waits for a condition, at most ten seconds, and says whether it came. */
export async function waitUntil(condition: () => Promise<boolean>): Promise<boolean> {
  const deadline = performance.now() + 10_000;
  while (!(await condition())) {
    if (performance.now() > deadline) return false;
    await delay(50);
  }
  return true;
}
