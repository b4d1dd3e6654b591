import type { Inngest, InngestFunction } from 'inngest';
import { connect } from 'inngest/connect';
import type { WorkerLink } from './server-host.ts';

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
  const connection = await connect({
    apps: [{ client, functions: [...functions] }],
    instanceId,
    maxWorkerConcurrency: maxConcurrency,
    // The service decides the order in which its parts stop.
    handleShutdownSignals: [],
  });
  return {
    endpoint: null,
    problem: () =>
      connection.state === 'ACTIVE'
        ? null
        : `The connection to the Inngest server is ${connection.state.toLowerCase()}.`,
    close: async signal => {
      const abandoned = new Promise<void>(resolve => {
        if (signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve(), { once: true });
      });
      await Promise.race([connection.close(), abandoned]);
    },
  };
}
