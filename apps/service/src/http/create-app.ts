import { Hono } from 'hono';
import { endpointPath } from '../engine/serve-worker.ts';
import { accessLog } from './access-log.ts';
import { answerError } from './answer-error.ts';
import { bodyGuard, hostGuard, originGuard, siteGuard, tokenGuard } from './guards.ts';
import { answerProblem } from './problem.ts';
import { rateGuard } from './rate-guard.ts';
import { eventRoutes } from './routes/event-routes.ts';
import { healthRoutes } from './routes/health-routes.ts';
import { pageRoutes } from './routes/page-routes.ts';
import { reportRoutes } from './routes/report-routes.ts';
import { runRoutes } from './routes/run-routes.ts';
import { securityHeaders } from './security-headers.ts';
import type { ServiceParts } from './service-parts.ts';

/** What a server sends with a call: an event and the results of all steps before it, at Inngest's own limits. */
const maxCallBytes = 40 * 1_024 * 1_024;

/** Everything that the service answers, and what stands before it. */
export function createApp(parts: ServiceParts): Hono {
  const { settings, host, metrics, logger, draining } = parts;
  const app = new Hono();
  app.use(accessLog(parts), securityHeaders());
  app.use(hostGuard(parts), originGuard(settings.allowedOrigins));
  app.route('/', healthRoutes(parts));

  // What an Inngest server asks is signed by its key; it has no token, and asks as often as there are steps.
  const { endpoint } = host;
  if (endpoint !== null) {
    app.use(endpointPath, bodyGuard(maxCallBytes));
    app.all(endpointPath, context => {
      if (!draining.aborted) return endpoint(context.req.raw);
      return answerProblem(context, 503, { code: 'DRAINING', message: 'The worker takes no more steps.' });
    });
  }

  app.use(rateGuard(settings.requestsPerMinute));
  app.route('/', pageRoutes());
  const guarded = tokenGuard(settings.token);
  app.use('/api/*', siteGuard({ navigations: true }), guarded);
  app.use('/metrics', guarded);
  app.get('/metrics', async context =>
    context.body(await metrics.read(), 200, { 'content-type': metrics.contentType }),
  );
  app.route('/api', runRoutes(parts));
  app.route('/', reportRoutes(parts));
  app.route('/api', eventRoutes(parts));

  app.notFound(context =>
    answerProblem(context, 404, { code: 'NOT_FOUND', message: 'There is nothing at this address.' }),
  );
  app.onError(answerError(logger));
  return app;
}
