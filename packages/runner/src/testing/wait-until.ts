import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Waits for a condition, at most the given time, and says whether it came. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  { withinMs = 10_000 }: { readonly withinMs?: number } = {},
): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) return false;
    await delay(20);
  }
  return true;
}

/** Whether a process exists and is not merely a zombie. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return stat === null || !/\) Z /.test(stat);
}
