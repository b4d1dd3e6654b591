import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { answerProblem } from './problem.ts';
import type { ServiceParts } from './service-parts.ts';

/**
 * Answers only those who call the service by a name that is its own. A page from elsewhere whose name is made to
 * point to this machine (DNS rebinding) has another one.
 */
export function hostGuard({ settings, port }: Pick<ServiceParts, 'settings' | 'port'>): MiddlewareHandler {
  const further = new Set(settings.allowedHosts.map(host => host.toLowerCase()));
  const own = ['127.0.0.1', 'localhost', '::1', settings.host].map(bracketed);
  return async (context, next) => {
    const host = context.req.header('host')?.toLowerCase() ?? '';
    const isOwn = own.some(name => host === `${name}:${port()}` || (port() === 80 && host === name));
    if (isOwn || further.has(host)) return next();
    return answerProblem(context, 421, {
      code: 'HOST_NOT_ALLOWED',
      message: 'The service does not answer to this name. VARIEGATE_ALLOWED_HOSTS lists the names it has.',
    });
  };
}

const bracketed = (host: string) => (host.includes(':') ? `[${host.toLowerCase()}]` : host.toLowerCase());

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
    return refuseOrigin(context);
  };
}

/**
 * Refuses what pages of other sites have a browser load, such as a picture with the address of the service: a browser
 * names no origin then, and says only that the page is another one's.
 *
 * @param navigations - whether a user may come from such a page by a link
 */
export function siteGuard({ navigations }: { readonly navigations: boolean }): MiddlewareHandler {
  return async (context, next) => {
    const site = context.req.header('sec-fetch-site') ?? 'none';
    // An origin that is named has been judged by the origin guard.
    const isKnown = context.req.header('origin') !== undefined || site === 'same-origin' || site === 'none';
    const isNavigation = context.req.header('sec-fetch-mode') === 'navigate';
    if (isKnown || (navigations && isNavigation)) return next();
    return refuseOrigin(context);
  };
}

const refuseOrigin = (context: Context): Response =>
  answerProblem(context, 403, {
    code: 'ORIGIN_NOT_ALLOWED',
    message: 'Pages of this origin may not call the service. VARIEGATE_ALLOWED_ORIGINS lists those that may.',
  });

/** Requires the token, if one is set. */
export function tokenGuard(token: string | null): MiddlewareHandler {
  if (token === null) return (_context, next) => next();
  const expected = digest(token);
  return async (context, next) => {
    const [, presented] = /^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '') ?? [];
    // Digests are of one length, so the time it takes to compare them reveals nothing of the token.
    if (presented !== undefined && timingSafeEqual(digest(presented), expected)) return next();
    const problem =
      presented === undefined
        ? { code: 'TOKEN_MISSING', message: 'This needs a token: "Authorization: Bearer <token>".' }
        : { code: 'TOKEN_WRONG', message: 'The token is not the right one.' };
    return answerProblem(context, 401, problem, { 'www-authenticate': 'Bearer realm="variegate"' });
  };
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Refuses bodies that are too large, without reading on, however their length is announced. */
export const bodyGuard = (maxBytes: number): MiddlewareHandler =>
  bodyLimit({
    maxSize: maxBytes,
    onError: context =>
      answerProblem(
        context,
        413,
        {
          code: 'BODY_TOO_LARGE',
          message: `A body may have ${maxBytes} bytes. Name many inputs in a file, as inputsFile.`,
        },
        { connection: 'close' },
      ),
  });

/** Takes JSON alone: a form on a page from elsewhere, which a browser sends unasked, cannot be of this type. */
export function jsonGuard(): MiddlewareHandler {
  return async (context, next) => {
    const [type] = (context.req.header('content-type') ?? '').split(';');
    if (type?.trim().toLowerCase() === 'application/json') return next();
    const message = 'The body must be JSON: "Content-Type: application/json".';
    return answerProblem(context, 415, { code: 'NOT_JSON', message });
  };
}
