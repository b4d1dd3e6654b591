import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { AddressUnusableError } from '../errors.ts';

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** Takes no more connections and resolves when the last one has ended; an aborted signal ends them. */
  close(signal: AbortSignal): Promise<void>;
}

/**
 * Listens for requests.
 *
 * @throws {SERVICE_ADDRESS_UNUSABLE}
 */
export async function listen(app: () => Hono, host: string, port: number): Promise<Listening> {
  // A client that sends a request byte by byte holds one connection, for half a minute at most.
  const serverOptions = { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 5_000 };
  const server = createAdaptorServer({ fetch: (...call) => app().fetch(...call), serverOptions }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'something else listens there' : error.message;
      reject(new AddressUnusableError(`${host}:${port} cannot be listened on: ${reason}.`, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: signal =>
      new Promise(resolve => {
        const end = () => server.closeAllConnections();
        server.close(() => resolve());
        server.closeIdleConnections();
        if (signal.aborted) end();
        else signal.addEventListener('abort', end, { once: true });
      }),
  };
}
