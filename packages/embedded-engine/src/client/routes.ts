import type { EventPayload } from '../event-payload.ts';
import type { RealtimeMessage } from '../inspection/broadcast.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { type Operation, parseOperations } from '../protocol/operation.ts';
import { newId } from '../run/new-id.ts';

/** What the SDK's requests lead to. */
export interface RequestTargets {
  now(): number;
  register(body: unknown): void;
  takeEvents(events: readonly EventPayload[]): void;
  /** Takes a signal in, and returns the id of the run that waited for it; `undefined` when none did. */
  takeSignal(signal: string, data: Json): string | undefined;
  /** Takes what a call got done while it runs; `false` stops it. */
  takeProgress(callId: string, operations: readonly Operation[]): boolean;
  publish(message: RealtimeMessage): void;
}

/** A request as the SDK makes it, in place of one to a server. */
export interface SdkRequest {
  readonly url: URL;
  readonly body: string;
}

/** An answer in place of a server's. */
export interface SdkReply {
  readonly status: number;
  /** `undefined` where the SDK looks at the status only. */
  readonly body: Json | undefined;
}

type Route = (request: SdkRequest, targets: RequestTargets) => SdkReply;

/** Where a call reports what it got done. */
export const CHECKPOINT_PATH = /^\/v1\/checkpoint\/[^/]+\/async$/;

/** Every request that the SDK makes for a feature that the engine has. */
const ROUTES: readonly (readonly [path: RegExp, route: Route])[] = [
  [/^\/e\/[^/]+$/, sendEvents],
  [CHECKPOINT_PATH, checkpoint],
  [/^\/v1\/signals$/, sendSignal],
  [/^\/v1\/realtime\/publish$/, publish],
  [/^\/fn\/register$/, register],
];

/**
 * Answers a request of the SDK. One that leads nowhere is answered with status 501, and never sent anywhere.
 */
export function answerRequest(request: SdkRequest, targets: RequestTargets): SdkReply {
  const route = ROUTES.find(([path]) => path.test(request.url.pathname))?.[1];
  if (route !== undefined) return route(request, targets);
  const error = `The embedded engine has no ${request.url.pathname}.`;
  return { status: 501, body: { error, status: 501 } };
}

/** The largest event that an Inngest server takes, in characters of JSON. */
const LARGEST_EVENT = 3 * 1_024 * 1_024;

function sendEvents({ body }: SdkRequest, targets: RequestTargets): SdkReply {
  const parsed: unknown = readJson(body);
  const events = (Array.isArray(parsed) ? parsed : [parsed]).map(raw => readEvent(raw, targets.now()));
  if (!events.every(event => event !== undefined))
    return refuse(400, 'An event needs a name, and its data must be an object.');
  const reserved = events.find(({ name }) => name.startsWith('inngest/'));
  if (reserved !== undefined)
    return refuse(400, `The event name "${reserved.name}" is reserved for Inngest itself.`);
  if (events.some(event => JSON.stringify(event).length > LARGEST_EVENT)) {
    return refuse(413, `An event may have at most ${LARGEST_EVENT} characters of JSON.`);
  }
  targets.takeEvents(events);
  return { status: 200, body: { ids: events.map(({ id }) => id), status: 200 } };
}

function readEvent(raw: unknown, now: number): EventPayload | undefined {
  if (!isJsonObject(raw)) return undefined;
  const { id, name, data: given, ts, ...rest } = raw;
  const data = given ?? {};
  if (typeof name !== 'string' || name === '' || !isJsonObject(data)) return undefined;
  // What is the engine's own to say about an event is not taken from its sender.
  const { _inngest: _, ...own } = data;
  return {
    ...rest,
    id: typeof id === 'string' && id !== '' ? id : newId(now),
    name,
    data: own,
    ts: typeof ts === 'number' ? ts : now,
  };
}

function checkpoint({ body }: SdkRequest, targets: RequestTargets): SdkReply {
  const report = JSON.parse(body) as JsonObject;
  const operations = parseOperations(report['steps']);
  if (operations === undefined) return refuse(400, 'The steps cannot be read.');
  const isRunning = targets.takeProgress(String(report['qi_id']), operations);
  return isRunning ? { status: 200, body: undefined } : refuse(409, 'This call is no longer under way.');
}

function sendSignal({ body }: SdkRequest, targets: RequestTargets): SdkReply {
  const { signal, data = null } = JSON.parse(body) as JsonObject;
  const runId = typeof signal === 'string' ? targets.takeSignal(signal, data) : undefined;
  return runId === undefined
    ? refuse(404, 'No run waits for this signal.')
    : { status: 200, body: { data: { run_id: runId } } };
}

function publish({ url, body }: SdkRequest, targets: RequestTargets): SdkReply {
  const channel = url.searchParams.get('channel') ?? '';
  const runId = url.searchParams.get('run_id') ?? undefined;
  const data = readJson(body);
  for (const topic of url.searchParams.getAll('topic')) targets.publish({ channel, topic, data, runId });
  return { status: 200, body: {} };
}

function register({ body }: SdkRequest, targets: RequestTargets): SdkReply {
  targets.register(JSON.parse(body));
  return { status: 200, body: { status: 200 } };
}

function refuse(status: number, error: string): SdkReply {
  return { status, body: { error, status } };
}

/** Text that is not JSON is published as it is: the SDK sends strings bare. */
function readJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
