import type { Json } from '../json.ts';
import type { Answer } from './answer.ts';
import type { StepRequest } from './step-request.ts';

/** Sends a request, as `globalThis.fetch` does. */
export type Fetch = typeof globalThis.fetch;

/** Sends the request of a step, and answers in place of the function: the step has a result, or it failed. */
export async function sendRequest(fetch: Fetch, request: StepRequest): Promise<Answer> {
  try {
    const { url, method, headers, body } = request;
    const response = await fetch(url, {
      method,
      headers: { ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return request.kind === 'fetch' ? fetched(request, response, text) : inferred(request, response, text);
  } catch (error) {
    return failed(request, reasonOf(error));
  }
}

function fetched(request: StepRequest, response: Response, body: string): Answer {
  const { status: status_code } = response;
  return succeeded(request, {
    url: request.url,
    headers: Object.fromEntries(response.headers),
    body,
    status_code,
  });
}

function inferred(request: StepRequest, { status }: Response, body: string): Answer {
  if (status > 299) return failed(request, `unsuccessful status code: ${status}`, body);
  try {
    return succeeded(request, JSON.parse(body) as Json);
  } catch {
    return failed(request, 'the answer is not JSON', body);
  }
}

function succeeded(request: StepRequest, data: Json): Answer {
  return answer(request, { op: 'StepRun', data, error: null });
}

function failed(request: StepRequest, reason: string, stack = ''): Answer {
  const [name, what] = request.kind === 'fetch' ? ['GatewayError', 'gateway'] : ['AIGatewayError', 'AI'];
  const message = `Error making ${what} request: ${reason}`;
  return answer(request, { op: 'StepError', data: null, error: { name, message, stack } });
}

function answer(
  { stepId: id, displayName }: StepRequest,
  result: { readonly op: string; readonly data: Json; readonly error: unknown },
): Answer {
  return {
    kind: 'operations',
    operations: [{ id, name: displayName, displayName, options: {}, ...result }],
    retry: { isFinal: false, afterMs: undefined },
    awaitsGroups: true,
  };
}

/** The reason of a failed fetch lies in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
