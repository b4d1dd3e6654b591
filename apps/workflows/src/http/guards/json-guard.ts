import type { MiddlewareHandler } from 'hono';
import { answerProblem } from '../problem.ts';

/** Takes JSON alone: a form on a page from elsewhere, which a browser sends unasked, cannot be of this type. */
export function jsonGuard(): MiddlewareHandler {
  return async (context, next) => {
    const [type] = (context.req.header('content-type') ?? '').split(';');
    if (type?.trim().toLowerCase() === 'application/json') return next();
    const message = 'The body must be JSON: "Content-Type: application/json".';
    return answerProblem(context, 415, { code: 'NOT_JSON', message });
  };
}
