import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { AddressRefusedError, checkedLookup, isPublicAddress } from './checked-lookup.ts';
import type { NotificationMessage } from './notification-message.ts';
import { type NotificationRules, webhookProblem } from './notification-rules.ts';
import { webhookHeaders } from './sign-webhook.ts';

/** What came of an attempt; `null` where it was taken. */
export type DeliveryProblem = {
  /** One sentence. */
  readonly problem: string;
  /** Whether trying again could not help. */
  readonly isFinal: boolean;
} | null;

/** Longest time of an attempt, from the look-up of the name to the status of the answer. */
const timeoutMs = 15_000;

/**
 * Posts a message to a webhook, once. Follows no redirect, and reads nothing of the answer but its status. Never rejects.
 *
 * @param rules - checked here again: an event names a webhook without having passed the service
 */
export async function deliverWebhook(
  { id, body }: NotificationMessage,
  address: string,
  rules: NotificationRules,
): Promise<DeliveryProblem> {
  const { webhookSecret: secret, webhookPrivate } = rules;
  const wrong = webhookProblem(address, rules);
  if (wrong !== null || secret === null)
    return { problem: `The webhook is not called: ${wrong}.`, isFinal: true };
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A name is resolved and checked by the connection; an address is not resolved.
  if (!webhookPrivate && isIP(host) !== 0 && !isPublicAddress(host))
    return { problem: new AddressRefusedError(host, host).message, isFinal: true };
  const text = JSON.stringify(body);
  try {
    const status = await post(url, text, {
      headers: webhookHeaders({ id, text }, secret, Math.floor(Date.now() / 1000)),
      ...(webhookPrivate ? {} : { lookup: checkedLookup() }),
    });
    return problemOfStatus(status);
  } catch (error) {
    const { name, message } = error as Error;
    const why =
      name === 'AbortError' || name === 'TimeoutError' ? `no answer within ${timeoutMs} ms` : message;
    return { problem: `The webhook could not be called: ${why}`, isFinal: false };
  }
}

async function post(
  url: URL,
  text: string,
  { headers, ...options }: { readonly headers: object } & Pick<http.RequestOptions, 'lookup'>,
): Promise<number> {
  const { request } = url.protocol === 'https:' ? https : http;
  const sent = request(url, {
    ...options,
    method: 'POST',
    // A connection for this request alone: one that is kept could have been made under other rules.
    agent: false,
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      ...headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      'user-agent': 'variegate',
    },
  });
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  sent.end(text);
  const [answer] = await answered;
  sent.on('error', () => {}); // What breaks after the status says nothing.
  answer.on('error', () => {});
  answer.destroy();
  return answer.statusCode ?? 0;
}

function problemOfStatus(status: number): DeliveryProblem {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400)
    return { problem: `The webhook answered ${status}, and redirects are not followed.`, isFinal: true };
  return { problem: `The webhook answered ${status}.`, isFinal: status === 410 };
}
