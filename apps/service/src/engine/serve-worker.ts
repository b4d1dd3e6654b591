import type { Inngest, InngestFunction } from 'inngest';
import { serve } from 'inngest/edge';
import type { WorkerLink } from './server-host.ts';
import { waitUnlessAborted } from './wait-unless-aborted.ts';

/** Where an Inngest server calls a worker that is served. */
export const endpointPath = '/api/inngest';

/** Who is served. */
export interface ServedWorker {
  readonly client: Inngest.Any;
  readonly functions: readonly InngestFunction.Any[];
  readonly signingKey: string | null;
  readonly signingKeyFallback: string | null;
  /** Where the server finds it; `null`: where the request says that it was called. */
  readonly appOrigin: string | null;
}

/** Answers an Inngest server that calls this worker by HTTP. The SDK checks that the server signed what it says. */
export function serveWorker({ client, functions, appOrigin, ...keys }: ServedWorker): WorkerLink {
  const handler = serve({
    client,
    functions,
    servePath: endpointPath,
    ...(appOrigin === null ? {} : { serveOrigin: appOrigin }),
    ...(keys.signingKey === null ? {} : { signingKey: keys.signingKey }),
    ...(keys.signingKeyFallback === null ? {} : { signingKeyFallback: keys.signingKeyFallback }),
  });
  const underWay = new Set<Promise<Response>>();
  return {
    endpoint: async request => {
      const answer = handler(request);
      underWay.add(answer);
      try {
        return await answer;
      } finally {
        underWay.delete(answer);
      }
    },
    problem: () => null,
    // A server that calls by HTTP counts nothing for a worker.
    renew: async () => {},
    close: signal => waitUnlessAborted(Promise.allSettled(underWay), signal),
  };
}
