import { createHash } from 'node:crypto';

import { answerRequest, type RequestTargets, type SdkReply } from '../client/routes.ts';
import type { RunDetails } from '../inspection/run-view.ts';
import { isJsonObject, type Json } from '../json.ts';
import { newId } from '../run/new-id.ts';

/** What requests from other processes lead to. */
export interface FaceTargets {
  readonly requests: RequestTargets;
  readonly functionIds: readonly string[];
  /** The runs that an event started, the first first. */
  runsOf(eventId: string): readonly RunDetails[];
  findRun(runId: string): RunDetails | undefined;
}

/** A request from another process, whose body has been read. */
export interface FaceRequest {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  /** What the SDK sends with events, so that sending them again does nothing. */
  readonly eventIdSeed: string | undefined;
}

type Route = (request: FaceRequest, targets: FaceTargets, id: string) => SdkReply;

/** Of the API of Inngest's development server, what another process needs. Nothing here registers or calls a function. */
const ROUTES: readonly (readonly [method: string, path: RegExp, route: Route])[] = [
  ['GET', /^\/health$/, () => ({ status: 200, body: { status: 200, message: 'OK' } })],
  ['GET', /^\/dev$/, describeEngine],
  ['POST', /^\/e\/[^/]+$/, takeEvents],
  ['POST', /^\/v1\/realtime\/publish$/, (request, { requests }) => answerRequest(request, requests)],
  ['GET', /^\/v1\/events\/([^/]+)\/runs$/, listRuns],
  ['GET', /^\/v1\/runs\/([^/]+)$/, showRun],
];

/** Answers a request from another process. */
export function answerFaceRequest(request: FaceRequest, targets: FaceTargets): SdkReply {
  const { method, url } = request;
  for (const [its, path, route] of ROUTES) {
    const found = method === its ? path.exec(url.pathname) : null;
    const id = found === null ? undefined : decode(found[1] ?? '');
    if (id !== undefined) return route(request, targets, id);
  }
  return refusal(404, `The embedded engine has no ${method} ${url.pathname}.`);
}

/** An answer that says why there is no other. */
export function refusal(status: number, error: string): SdkReply {
  return { status, body: { error, status } };
}

function describeEngine(_: FaceRequest, { functionIds }: FaceTargets): SdkReply {
  const functions = functionIds.map(id => ({ id, name: id, slug: id }));
  return { status: 200, body: { version: 'embedded-engine', authed: false, functions, handlers: [] } };
}

function takeEvents(request: FaceRequest, { requests }: FaceTargets): SdkReply {
  const { eventIdSeed } = request;
  return answerRequest(eventIdSeed === undefined ? request : seeded(request, eventIdSeed), requests);
}

/** Gives events without an id one that follows from the seed, so that the same request sent again starts nothing. */
function seeded(request: FaceRequest, seed: string): FaceRequest {
  const parsed = readJson(request.body);
  const events = Array.isArray(parsed) ? (parsed as readonly Json[]) : [parsed];
  const timeMs = Number.parseInt(seed, 10) || 0;
  const named = events.map((event, n) => {
    if (!isJsonObject(event) || event['id']) return event ?? null;
    const digest = createHash('sha256').update(`${seed} ${n}`).digest();
    return { ...event, id: newId(timeMs, digest.subarray(0, 16)) };
  });
  return { ...request, body: JSON.stringify(named) };
}

function listRuns(_: FaceRequest, targets: FaceTargets, eventId: string): SdkReply {
  return found(targets.runsOf(eventId).map(describe));
}

function showRun(_: FaceRequest, targets: FaceTargets, runId: string): SdkReply {
  const run = targets.findRun(runId);
  return run === undefined ? refusal(404, `There is no run "${runId}".`) : found(describe(run));
}

function found(data: Json): SdkReply {
  return {
    status: 200,
    body: { data, metadata: { fetched_at: new Date().toISOString(), cached_until: null } },
  };
}

const STATUS = {
  queued: 'Scheduled',
  running: 'Running',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
} as const;

function describe({
  id,
  functionId,
  event,
  status,
  queuedAt,
  startedAt,
  endedAt,
  output,
  error,
}: RunDetails): Json {
  return {
    run_id: id,
    run_started_at: new Date(startedAt ?? queuedAt).toISOString(),
    function_id: functionId,
    event_id: event.id,
    status: STATUS[status],
    ended_at: endedAt === null ? null : new Date(endedAt).toISOString(),
    output: error === null ? output : { name: error.name, message: error.message },
  };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
