import { getConnInfo } from '@hono/node-server/conninfo';
import type { MiddlewareHandler } from 'hono';
import { answerProblem } from './problem.ts';

/** Refuses callers who ask too often, and says when they may again. */
export function rateGuard(requestsPerMinute: number): MiddlewareHandler {
  const allowance = new CallerAllowance(requestsPerMinute);
  return async (context, next) => {
    const caller = getConnInfo(context).remote.address ?? 'unknown';
    const waitMs = allowance.take(caller, performance.now());
    if (waitMs === 0) return next();
    const message = `${requestsPerMinute} requests a minute are allowed.`;
    const headers = { 'retry-after': String(Math.ceil(waitMs / 1_000)) };
    return answerProblem(context, 429, { code: 'TOO_MANY_REQUESTS', message }, headers);
  };
}

/** Callers remembered; beyond, those whose allowance is full again are forgotten first. */
const maxCallers = 10_000;

interface Bucket {
  left: number;
  atMs: number;
}

/** How much each caller may still ask for: an allowance that fills up again all the time (a token bucket). */
class CallerAllowance {
  readonly #perMinute: number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** Takes one request of a caller's allowance. Returns 0, or how long the caller has to wait, in milliseconds. */
  take(caller: string, nowMs: number): number {
    const bucket = this.#bucketOf(caller, nowMs);
    const perMs = this.#perMinute / 60_000;
    bucket.left = Math.min(this.#perMinute, bucket.left + (nowMs - bucket.atMs) * perMs);
    bucket.atMs = nowMs;
    if (bucket.left < 1) return (1 - bucket.left) / perMs;
    bucket.left -= 1;
    return 0;
  }

  #bucketOf(caller: string, nowMs: number): Bucket {
    const known = this.#buckets.get(caller);
    if (known !== undefined) return known;
    if (this.#buckets.size >= maxCallers) this.#forget(nowMs);
    const bucket = { left: this.#perMinute, atMs: nowMs };
    this.#buckets.set(caller, bucket);
    return bucket;
  }

  #forget(nowMs: number): void {
    for (const [caller, { atMs }] of this.#buckets) if (nowMs - atMs >= 60_000) this.#buckets.delete(caller);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size >= maxCallers && oldest !== undefined) this.#buckets.delete(oldest);
  }
}
