import type { Inngest } from 'inngest';

import { ClientBusyError } from '../errors.ts';
import { answerRequest, CHECKPOINT_PATH, type RequestTargets, type SdkReply } from './routes.ts';

const attached = new WeakSet<object>();

/** Keys that let a client in cloud mode work without any; nothing ever checks them. */
const PLACEHOLDER_KEYS = { INNGEST_EVENT_KEY: 'embedded-engine', INNGEST_SIGNING_KEY: '00' };

/** Gives the client back as it was. @param hasLateCalls - whether the engine abandoned calls that are still running. */
export type DetachClient = (hasLateCalls: boolean) => void;

/**
 * Gives a client the engine in place of a server: whatever it would send, from anywhere in the program, the engine
 * answers in the process.
 *
 * @throws {ENGINE_CLIENT_BUSY}
 */
export function attachClient(client: Inngest.Any, targets: RequestTargets): DetachClient {
  if (attached.has(client)) throw new ClientBusyError(client.id);
  attached.add(client);
  setFetch(client, async (input, init) => {
    const url = urlOf(input);
    const { body = '' } = init ?? {};
    const reply = typeof body === 'string' ? answerRequest({ url, body }, targets) : refuseStream(url);
    return toResponse(reply);
  });
  client.setEnvVars({ INNGEST_DEV: '1', ...PLACEHOLDER_KEYS, ...ownKeys() });
  return hasLateCalls => {
    attached.delete(client);
    Reflect.deleteProperty(client, 'fetch');
    if (hasLateCalls) refuseLateCalls(client);
    client.setEnvVars({
      INNGEST_DEV: process.env['INNGEST_DEV'],
      INNGEST_EVENT_KEY: process.env['INNGEST_EVENT_KEY'],
      INNGEST_SIGNING_KEY: process.env['INNGEST_SIGNING_KEY'],
    });
  };
}

/** A body is a stream, whose making and clearing away costs more than all else in an answer. */
function toResponse({ status, body }: SdkReply): Response {
  return body === undefined ? new Response(null, { status }) : Response.json(body, { status });
}

type Fetch = typeof globalThis.fetch;

/** `fetch` is a getter of the class; a property of the object itself comes before it and can be taken away again. */
function setFetch(client: Inngest.Any, fetch: Fetch): void {
  Object.defineProperty(client, 'fetch', { value: fetch, configurable: true });
}

/** A call that the engine has abandoned reports nowhere: without this it would look for a server on the network. */
function refuseLateCalls(client: Inngest.Any): void {
  const { fetch } = client;
  setFetch(client, async (input, init) =>
    CHECKPOINT_PATH.test(urlOf(input).pathname) ? Response.json({}, { status: 409 }) : fetch(input, init),
  );
}

function urlOf(input: string | URL | Request): URL {
  return new URL(input instanceof Request ? input.url : input);
}

function refuseStream(url: URL): SdkReply {
  const error = `The embedded engine takes no streams at ${url.pathname}.`;
  return { status: 501, body: { error, status: 501 } };
}

function ownKeys(): Record<string, string> {
  const keys = Object.keys(PLACEHOLDER_KEYS).map(name => [name, process.env[name]] as const);
  return Object.fromEntries(keys.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
