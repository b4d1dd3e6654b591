import { type Inngest, InngestCommHandler, type InngestFunction } from 'inngest';

import type { HandlerResponse } from './answer.ts';

/** A request to the SDK's serve handler, made by hand. */
export interface HandlerRequest {
  readonly method: 'POST' | 'PUT';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The SDK's serve handler, called in the process. */
export type SdkHandler = (request: HandlerRequest) => Promise<HandlerResponse>;

/**
 * Makes the SDK's own serve handler for these functions: its framework is this engine, its transport a function
 * call. The body is passed as an object, which spares the SDK parsing it.
 */
export function createSdkHandler(client: Inngest.Any, functions: readonly InngestFunction.Any[]): SdkHandler {
  const handler = new InngestCommHandler({
    frameworkName: 'embedded-engine',
    client,
    functions,
    // No other caller can reach the handler: there is no port.
    skipSignatureValidation: true,
    handler: (request: HandlerRequest) => ({
      body: () => request.body,
      headers: (name: string) => request.headers[name.toLowerCase()],
      method: () => request.method,
      url: () => request.url,
      transformResponse: ({ status, headers, body }): HandlerResponse => ({ status, headers, body }),
      // INNGEST_STREAMING makes the SDK stream blanks until it has its answer, as JSON text.
      transformStreamingResponse: async ({ body }) =>
        JSON.parse(await new Response(body).text()) as HandlerResponse,
    }),
  });
  return handler.createHandler();
}

/** Where the handler believes it is served. `invalid` is a name that never resolves (RFC 2606). */
export const HANDLER_URL = 'http://embedded-engine.invalid/api/inngest';
