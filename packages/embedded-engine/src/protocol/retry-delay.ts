/**
 * How long Inngest waits before each further attempt, before jitter. Past the end, the last one repeats.
 *
 * @see {@link https://github.com/inngest/inngest/blob/main/pkg/backoff/backoff.go}
 */
const DELAYS_MS = [15, 30, 60, 120, 300, 600, 1_200, 2_400, 3_600, 7_200].map(seconds => seconds * 1_000);

const JITTER_MS = 30_000;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 86_400_000;

/**
 * How long to wait after an attempt that failed, in milliseconds.
 *
 * @param attempt - the attempt that failed, from 0.
 * @param random - at least 0 and below 1.
 */
export function backoffMs(attempt: number, random: number): number {
  const delayMs = DELAYS_MS[Math.min(attempt, DELAYS_MS.length - 1)] ?? SHORTEST_MS;
  return delayMs + Math.floor(random * JITTER_MS);
}

/**
 * How long a `retry-after` header asks to wait, in milliseconds, from one second to one day. It holds seconds
 * or a date. Returns `undefined` when it holds neither.
 */
export function retryAfterMs(header: string, nowMs: number): number | undefined {
  const seconds = /^\d+$/.test(header) ? Number(header) : undefined;
  const delayMs = seconds === undefined ? Date.parse(header) - nowMs : seconds * 1_000;
  if (Number.isNaN(delayMs)) return undefined;
  return Math.min(Math.max(delayMs, SHORTEST_MS), LONGEST_MS);
}
