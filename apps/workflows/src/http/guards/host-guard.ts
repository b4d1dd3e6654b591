import type { MiddlewareHandler } from 'hono';
import { answerProblem } from '../problem.ts';
import type { ServiceParts } from '../service-parts.ts';

/**
 * Answers only those who call the service by a name that is its own. A page from elsewhere whose name somebody makes
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
