import { setTimeout as delay } from 'node:timers/promises';
import type { OwnNetwork } from './own-network.ts';
import { endPart, startPart } from './parts.ts';
import type { Servers } from './servers.ts';
import type { SmallFileSystem } from './small-file-system.ts';
import type { Worker } from './worker.ts';

/** What a fault can reach. */
export interface Target {
  readonly servers: Servers;
  readonly workers: readonly [Worker, Worker, Worker];
  readonly request: Readonly<Record<string, unknown>> & { readonly batchId: string };
  /** Of the second worker, where the fault asks for it. */
  readonly network: OwnNetwork | null;
  /** Of the output folder, where the fault asks for it. */
  readonly fileSystem: SmallFileSystem | null;
}

/** Something that happens in the middle of a batch. */
export interface Fault {
  /** In a few words, as a row of the table begins. */
  readonly title: string;
  /** Whether the batch is cancelled. */
  readonly cancels?: true;
  /**
   * What has to be so from the start: the clock of the worker that is asked is late, the second worker has a network of its
   * own, or the output folder lies on a small file system.
   */
  readonly needs?: 'late-clock' | 'own-network' | 'small-file-system';
  /** Makes it happen, and undoes it as far as nobody else would. @returns what is worth a remark */
  happen(target: Target): Promise<string | undefined>;
}

const seconds = (count: number) => delay(1000 * count);

/** Sends an event, as a user's own code does. */
async function sendEvent({ url, eventKey }: Servers, name: string, data: object): Promise<number> {
  const body = JSON.stringify({ name, data });
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  return (await fetch(new URL(`/e/${eventKey}`, url), request)).status;
}

/** How often a request that conflicts is refused, of three workers. */
async function refusals({ workers, request }: Target): Promise<string> {
  const answers = await Promise.all(workers.map(worker => worker.ask('/batches', { ...request, seed: 99 })));
  const again = await Promise.all(workers.map(worker => worker.ask('/batches', request)));
  const count = (status: number, all: typeof answers) =>
    all.filter(answer => answer?.status === status).length;
  return `another request: ${count(409, answers)} of 3 refused; the same: ${count(200, again)} of 3 known`;
}

/** What two workers answer that are asked at once for different batches of one name. */
async function race({ workers, request }: Target): Promise<string> {
  const name = `${request.batchId}-race`;
  const small = { ...request, batchId: name, outDir: name, count: 1 };
  const answers = await Promise.all(
    workers.slice(0, 2).map((worker, seed) => worker.ask('/batches', { ...small, seed })),
  );
  return answers
    .map(answer => answer?.status)
    .sort()
    .join(' and ');
}

/** Every fault, by its name on the command line. */
export const faults = {
  nothing: { title: 'nothing', happen: async () => undefined },
  'kill-worker': {
    title: 'SIGKILL of a worker, started again after 3 s',
    async happen({ workers: [, worker] }) {
      worker.signal('SIGKILL');
      await seconds(3);
      await worker.start();
      return undefined;
    },
  },
  'end-worker': {
    title: 'SIGTERM of a worker',
    async happen({ workers: [, worker] }) {
      worker.signal('SIGTERM');
      return undefined;
    },
  },
  'stop-worker': {
    title: 'SIGSTOP of a worker for 60 s',
    async happen({ workers: [, worker] }) {
      worker.signal('SIGSTOP');
      await seconds(60);
      worker.signal('SIGCONT');
      return undefined;
    },
  },
  'kill-server': {
    title: 'SIGKILL of the server, started again after 10 s',
    async happen({ servers }) {
      endPart(servers.server, 'SIGKILL');
      await seconds(10);
      return undefined;
    },
  },
  'kill-redis': {
    title: 'SIGKILL of Redis, started again after 5 s',
    async happen({ servers }) {
      endPart(servers.redis, 'SIGKILL');
      await seconds(5);
      return undefined;
    },
  },
  'empty-redis': {
    title: 'SIGKILL of Redis, started again after 5 s with nothing of what it knew',
    async happen({ servers }) {
      endPart(servers.redis, 'SIGKILL');
      await seconds(5);
      startPart(servers.redis.startEmpty);
      return undefined;
    },
  },
  'kill-postgres': {
    title: 'SIGQUIT of PostgreSQL, started again after 12 s',
    async happen({ servers }) {
      endPart(servers.postgres, 'SIGQUIT');
      await seconds(12);
      return undefined;
    },
  },
  'full-disk': {
    title: 'not a byte left in the output folder for 45 s',
    needs: 'small-file-system',
    async happen({ fileSystem }) {
      await fileSystem?.fill();
      await seconds(45);
      await fileSystem?.empty();
      return undefined;
    },
  },
  'late-clock': {
    title: 'the clock of the worker that is asked is an hour late',
    needs: 'late-clock',
    happen: async () => undefined,
  },
  'cut-network': {
    title: 'nothing passes between a worker and the server for 60 s',
    needs: 'own-network',
    async happen({ network }) {
      network?.cut();
      await seconds(60);
      network?.mend();
      return undefined;
    },
  },
  cancel: {
    title: 'cancelled at another worker',
    cancels: true,
    async happen({ workers: [, , other], request: { batchId } }) {
      const answer = await other.ask(`/runs/${batchId}/cancel`, {});
      return `answered ${answer?.status ?? 'nothing'}`;
    },
  },
  'cancel-by-event': {
    title: 'cancelled by an event',
    cancels: true,
    async happen({ servers, request: { batchId } }) {
      return `answered ${await sendEvent(servers, 'variegate/batch.cancel', { batchId })}`;
    },
  },
  'cancel-without-server': {
    title: 'cancelled while the server is away, for 10 s',
    cancels: true,
    async happen({ servers, workers: [, , other], request: { batchId } }) {
      endPart(servers.server, 'SIGKILL');
      await seconds(1);
      const answer = await other.ask(`/runs/${batchId}/cancel`, {});
      await seconds(9);
      return `answered ${answer?.status ?? 'nothing'}`;
    },
  },
  conflict: {
    title: 'its batchId with another request, and again with its own, at three workers',
    happen: refusals,
  },
  race: { title: 'two different requests of a new batchId at two workers at once', happen: race },
} as const satisfies Readonly<Record<string, Fault>>;

/** Name of a fault. */
export type FaultName = keyof typeof faults;
