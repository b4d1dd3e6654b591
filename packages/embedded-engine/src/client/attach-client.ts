import type { Inngest } from 'inngest';

import { ClientBusyError } from '../errors.ts';
import { answerRequest, type RequestTargets, type SdkReply } from './routes.ts';

const attached = new WeakSet<object>();

/** Keys that let a client in cloud mode work without any; nothing ever checks them. */
const PLACEHOLDER_KEYS = { INNGEST_EVENT_KEY: 'embedded-engine', INNGEST_SIGNING_KEY: '00' };

/**
 * Gives a client the engine in place of a server: whatever it would send, from anywhere in the program, the engine
 * answers in the process. Returns a function that gives the client back as it was.
 *
 * @throws {ENGINE_CLIENT_BUSY}
 */
export function attachClient(client: Inngest.Any, targets: RequestTargets): () => void {
  if (attached.has(client)) throw new ClientBusyError(client.id);
  attached.add(client);
  const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    const { body = '' } = init ?? {};
    const reply = typeof body === 'string' ? answerRequest({ url, body }, targets) : refuseStream(url);
    return Response.json(reply.body, { status: reply.status });
  };
  // `fetch` is a getter of the class; a property of the object itself comes before it and can be taken away again.
  Object.defineProperty(client, 'fetch', { value: fetch, configurable: true });
  client.setEnvVars({ INNGEST_DEV: '1', ...PLACEHOLDER_KEYS, ...ownKeys() });
  return () => {
    attached.delete(client);
    Reflect.deleteProperty(client, 'fetch');
    client.setEnvVars({
      INNGEST_DEV: process.env['INNGEST_DEV'],
      INNGEST_EVENT_KEY: process.env['INNGEST_EVENT_KEY'],
      INNGEST_SIGNING_KEY: process.env['INNGEST_SIGNING_KEY'],
    });
  };
}

function refuseStream(url: URL): SdkReply {
  const error = `The embedded engine takes no streams at ${url.pathname}.`;
  return { status: 501, body: { error, status: 501 } };
}

function ownKeys(): Record<string, string> {
  const keys = Object.keys(PLACEHOLDER_KEYS).map(name => [name, process.env[name]] as const);
  return Object.fromEntries(keys.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
