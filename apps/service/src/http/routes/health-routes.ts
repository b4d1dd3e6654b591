import { Hono } from 'hono';
import { checkReadiness } from '../readiness.ts';
import type { ServiceParts } from '../service-parts.ts';

/** `/healthz`: the process answers. `/readyz`: it can take on work. Both without a token, for monitoring. */
export function healthRoutes(parts: ServiceParts): Hono {
  return new Hono()
    .get('/healthz', context => context.json({ status: 'alive' }))
    .get('/readyz', async context => {
      const checks = await checkReadiness(parts);
      const ready = checks.every(({ problem }) => problem === null);
      return context.json({ status: ready ? 'ready' : 'not ready', checks }, ready ? 200 : 503);
    });
}
