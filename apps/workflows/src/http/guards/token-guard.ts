import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { answerProblem } from '../problem.ts';

/** Lets only those in who present the token, if there is one. */
export function tokenGuard(token: string | null): MiddlewareHandler {
  if (token === null) return (_context, next) => next();
  const expected = digest(token);
  return async (context, next) => {
    const [, presented] = /^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '') ?? [];
    // Digests are of one length, so the time it takes to compare them tells nothing of the token.
    if (presented !== undefined && timingSafeEqual(digest(presented), expected)) return next();
    const problem =
      presented === undefined
        ? { code: 'TOKEN_MISSING', message: 'This needs a token: "Authorization: Bearer <token>".' }
        : { code: 'TOKEN_WRONG', message: 'The token is not the right one.' };
    return answerProblem(context, 401, problem, { 'www-authenticate': 'Bearer realm="variegate"' });
  };
}

const digest = (text: string) => createHash('sha256').update(text).digest();
