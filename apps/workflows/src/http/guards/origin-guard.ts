import type { MiddlewareHandler } from 'hono';
import { answerProblem } from '../problem.ts';

/** Refuses what pages of other origins send: a browser says where a page is from, and programs say nothing. */
export function originGuard(allowedOrigins: readonly string[]): MiddlewareHandler {
  const allowed = new Set(allowedOrigins.map(origin => new URL(origin).origin));
  return async (context, next) => {
    const origin = context.req.header('origin');
    // The host guard has made sure that the name is the service's own.
    const own = ['http', 'https'].map(scheme => `${scheme}://${context.req.header('host')?.toLowerCase()}`);
    if (origin === undefined || own.includes(origin) || allowed.has(origin)) {
      if (origin !== undefined && allowed.has(origin)) {
        context.header('access-control-allow-origin', origin);
        context.header('vary', 'Origin');
      }
      return next();
    }
    return answerProblem(context, 403, {
      code: 'ORIGIN_NOT_ALLOWED',
      message:
        'Pages of this origin may not call the service. VARIEGATE_ALLOWED_ORIGINS lists those that may.',
    });
  };
}
