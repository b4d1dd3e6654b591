import { isJsonObject } from '../json.ts';
import type { Operation } from './operation.ts';

/** A request that a step asks for, as `step.fetch` or `step.ai.infer`. */
export interface StepRequest {
  /** The step. */
  readonly stepId: string;
  readonly displayName: string;
  /** What the step comes to: the whole answer, or what a model says in it. */
  readonly kind: 'fetch' | 'inference';
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Reads the request of a step: of a model's, with its key where an API of that format looks for it. */
export function toStepRequest(operation: Operation): StepRequest {
  const { id: stepId, displayName, op, options } = operation;
  const facts = {
    stepId,
    displayName,
    url: String(options['url']),
    headers: readHeaders(options['headers']),
  };
  if (op === 'Gateway') {
    const body = options['body'] ?? undefined;
    const method = String(options['method'] ?? 'GET');
    return { ...facts, kind: 'fetch', method, body: body === undefined ? undefined : toBody(body) };
  }
  const key = String(options['auth_key'] ?? '');
  return {
    ...facts,
    kind: 'inference',
    method: 'POST',
    url: options['format'] === 'gemini' ? withKey(facts.url, key) : facts.url,
    headers: {
      'content-type': 'application/json',
      ...authorization(String(options['format']), key),
      ...facts.headers,
    },
    body: toBody(options['body'] ?? null),
  };
}

function authorization(format: string, key: string): Readonly<Record<string, string>> {
  switch (format) {
    case 'gemini':
      return {};
    case 'anthropic':
      return { 'x-api-key': key };
    case 'bedrock':
      return { authorization: key };
    default:
      return { authorization: `Bearer ${key}` };
  }
}

function withKey(address: string, key: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.searchParams.append('key', key);
  return url.href;
}

function toBody(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function readHeaders(headers: unknown): Readonly<Record<string, string>> {
  if (!isJsonObject(headers)) return {};
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}
