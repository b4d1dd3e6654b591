import type { Inngest, InngestFunction } from 'inngest';
import { connect } from 'inngest/connect';
import type { WorkerLink } from './server-host.ts';
import { waitUnlessAborted } from './wait-unless-aborted.ts';

/** Who connects. */
export interface ConnectingWorker {
  readonly client: Inngest.Any;
  readonly functions: readonly InngestFunction.Any[];
  readonly instanceId: string;
  /** Most steps that the server may hand it at a time. */
  readonly maxConcurrency: number;
}

/** Opens a connection to the Inngest server, over which it hands this worker its steps. */
export async function connectWorker({
  client,
  functions,
  instanceId,
  maxConcurrency,
}: ConnectingWorker): Promise<WorkerLink> {
  const open = (id: string) =>
    connect({
      apps: [{ client, functions: [...functions] }],
      instanceId: id,
      maxWorkerConcurrency: maxConcurrency,
      // The service decides the order in which its parts stop.
      handleShutdownSignals: [],
    });
  let connection = await open(instanceId);
  let renewals = 0;
  let isClosing = false;
  return {
    endpoint: null,
    problem: () =>
      connection.state === 'ACTIVE'
        ? null
        : `The connection to the Inngest server is ${connection.state.toLowerCase()}.`,
    renew: async signal => {
      if (isClosing) return;
      renewals += 1;
      const opened = await open(`${instanceId}-${renewals}`);
      const former = isClosing ? opened : connection;
      if (!isClosing) connection = opened;
      await waitUnlessAborted(former.close(), signal);
    },
    close: signal => {
      isClosing = true;
      return waitUnlessAborted(connection.close(), signal);
    },
  };
}
