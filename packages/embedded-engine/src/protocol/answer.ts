import type { Json } from '../json.ts';
import { type Operation, parseOperations } from './operation.ts';
import { retryAfterMs } from './retry-delay.ts';
import { type SerializedError, toSerializedError } from './serialized-error.ts';

/** What the SDK's handler sent back, before it is understood. */
export interface HandlerResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Whether and when to attempt again after a failure. */
export interface RetryAdvice {
  readonly isFinal: boolean;
  /** How long the failure asks to wait, in milliseconds; `undefined` leaves it to the backoff. */
  readonly afterMs: number | undefined;
}

/** What a call to a function came to. */
export type Answer =
  | { readonly kind: 'completed'; readonly output: Json }
  | {
      readonly kind: 'operations';
      readonly operations: readonly Operation[];
      readonly retry: RetryAdvice;
      /** Whether steps found together are awaited together; the first version of the protocol did not. */
      readonly awaitsGroups: boolean;
    }
  | { readonly kind: 'failed'; readonly error: SerializedError; readonly retry: RetryAdvice };

/** Understands the SDK's answer to a call. */
export function readAnswer(response: HandlerResponse, nowMs: number): Answer {
  const retry = readAdvice(response, nowMs);
  const body = parseBody(response.body);
  if (response.status === 200) return { kind: 'completed', output: (body ?? null) as Json };
  if (response.status === 206) {
    const operations = parseOperations(body);
    if (operations !== undefined) {
      return { kind: 'operations', operations, retry, awaitsGroups: protocolVersion(response) >= 2 };
    }
  }
  return { kind: 'failed', error: toSerializedError(body), retry };
}

function readAdvice(response: HandlerResponse, nowMs: number): RetryAdvice {
  const retryAfter = header(response, 'retry-after');
  return {
    isFinal: header(response, 'x-inngest-no-retry') === 'true',
    afterMs: retryAfter === undefined ? undefined : retryAfterMs(retryAfter, nowMs),
  };
}

function protocolVersion(response: HandlerResponse): number {
  return Number(header(response, 'x-inngest-req-version') ?? '2');
}

function header(response: HandlerResponse, name: string): string | undefined {
  const entry = Object.entries(response.headers).find(([key]) => key.toLowerCase() === name);
  return entry?.[1];
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
