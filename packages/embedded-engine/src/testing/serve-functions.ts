import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Inngest, InngestFunction } from 'inngest';
import { serve } from 'inngest/node';

/** Serves functions on a port of this machine, and registers them with the server of their client, until it is disposed of. */
export async function serveFunctions(
  client: Inngest,
  functions: readonly InngestFunction.Any[],
): Promise<Disposable> {
  const http = createServer(serve({ client, functions }));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const served = {
    [Symbol.dispose]() {
      http.closeAllConnections();
      http.close();
    },
  };
  const { status } = await fetch(`http://127.0.0.1:${port}/api/inngest`, { method: 'PUT' });
  if (status === 200) return served;
  served[Symbol.dispose]();
  throw new Error(`The server has not taken the functions: ${status}.`);
}
