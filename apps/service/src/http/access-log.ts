import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { ServiceParts } from './service-parts.ts';

/** Logs and counts every request, by its route: neither token nor body is in there. */
export function accessLog({ logger, metrics }: Pick<ServiceParts, 'logger' | 'metrics'>): MiddlewareHandler {
  return async (context, next) => {
    const begun = performance.now();
    await next();
    const { method, path } = context.req;
    const { status } = context.res;
    const seconds = (performance.now() - begun) / 1_000;
    const matched = routePath(context, -1);
    const route = matched === '*' || matched === '/*' ? 'other' : matched;
    metrics.countRequest({ method, route, status }, seconds);
    const level = method === 'GET' && status < 400 ? 'debug' : 'info';
    logger[level]({ method, path, status, ms: Math.round(seconds * 1_000) }, 'request');
  };
}
