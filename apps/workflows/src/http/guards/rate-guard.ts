import { getConnInfo } from '@hono/node-server/conninfo';
import type { MiddlewareHandler } from 'hono';
import { answerProblem } from '../problem.ts';
import { CallerAllowance } from './caller-allowance.ts';

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
