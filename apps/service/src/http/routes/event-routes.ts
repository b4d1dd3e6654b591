import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { followChanges } from '../../progress/follow-changes.ts';
import { siteGuard } from '../guards.ts';
import { answerProblem } from '../problem.ts';
import type { ServiceParts } from '../service-parts.ts';

const maxStreams = 100;
const everyMs = 250;
/** Often enough for the proxies that close what is silent for a minute. */
const heartbeatMs = 15_000;

/** `/api/events`: the progress of batches, live, as server-sent events named `progress`. */
export function eventRoutes({
  progressStore,
  closing,
}: Pick<ServiceParts, 'progressStore' | 'closing'>): Hono {
  let open = 0;
  return new Hono().get('/events', siteGuard({ navigations: false }), context => {
    // A HEAD is answered by the same handler, and nobody would ever read or end its stream.
    if (context.req.method === 'HEAD')
      return context.body(null, 200, { 'content-type': 'text/event-stream' });
    if (open >= maxStreams) {
      const message = `${maxStreams} streams are open, which is the most there may be.`;
      return answerProblem(context, 503, { code: 'TOO_MANY_STREAMS', message }, { 'retry-after': '5' });
    }
    open += 1;
    return streamSSE(context, async stream => {
      const left = new AbortController();
      stream.onAbort(() => left.abort());
      const signal = AbortSignal.any([left.signal, closing]);
      const heartbeat = setInterval(() => void stream.write(': still here\n\n'), heartbeatMs);
      try {
        await stream.write(': here\n\n');
        for await (const progress of followChanges(progressStore, {
          batchId: context.req.query('batchId'),
          everyMs,
          signal,
        })) {
          await stream.writeSSE({ event: 'progress', data: JSON.stringify(progress) });
        }
      } finally {
        clearInterval(heartbeat);
        open -= 1;
      }
    });
  });
}
