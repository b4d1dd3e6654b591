import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { SdkReply } from '../client/routes.ts';
import { PortUnavailableError } from '../errors.ts';
import { answerFaceRequest, type FaceTargets, refusal } from './face-routes.ts';

/** Where other processes of this machine reach the engine. */
export interface ServeOptions {
  /**
   * The port of 127.0.0.1, 0 to 65,535; 0 takes any that is free.
   *
   * @default 8288, that of Inngest's development server, where the SDK looks with `INNGEST_DEV=1`
   */
  readonly port?: number;
}

/** The engine's open port. It closes with the engine. */
export interface HttpFace extends AsyncDisposable {
  /** What other processes set `INNGEST_DEV` to, such as `http://127.0.0.1:8288`. */
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, answers those under way, and gives the port back. */
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const DEFAULT_PORT = 8_288;

/** More than the largest event that is taken, in bytes of any text. */
const LARGEST_BODY = 8 * 1_024 * 1_024;

/** How long a client may take to send its request. */
const REQUEST_TIMEOUT_MS = 30_000;

/** How long answers under way are waited for when the port closes. */
const PATIENCE_MS = 1_000;

/**
 * Listens on loopback.
 *
 * @throws {ENGINE_PORT_UNAVAILABLE}
 */
export async function openHttpFace(
  { port = DEFAULT_PORT }: ServeOptions,
  targets: FaceTargets,
): Promise<HttpFace> {
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: REQUEST_TIMEOUT_MS });
  await listen(server, port);
  const { port: its } = server.address() as AddressInfo;
  server.on('request', (request, response) => {
    void answer(request, its, targets).then(reply => send(response, reply));
  });
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= shut(server);
    return closing;
  };
  return { url: `http://${LOOPBACK}:${its}`, port: its, close, [Symbol.asyncDispose]: close };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', error => reject(new PortUnavailableError(port, error)));
    try {
      server.listen(port, LOOPBACK, resolve);
    } catch (error) {
      reject(new PortUnavailableError(port, error)); // No number of a port.
    }
  });
}

function shut(server: Server): Promise<void> {
  return new Promise(resolve => {
    const giveUp = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
    server.close(() => {
      clearTimeout(giveUp);
      resolve();
    });
    server.closeIdleConnections();
  });
}

async function answer(request: IncomingMessage, port: number, targets: FaceTargets): Promise<SdkReply> {
  const stranger = strangerIn(request, port);
  if (stranger !== undefined) return refusal(403, stranger);
  const body = await readBody(request);
  if (body === undefined) return refusal(413, `A request may have at most ${LARGEST_BODY} bytes.`);
  const { method = 'GET', url = '/', headers } = request;
  const seed = headers['x-inngest-event-id-seed'];
  try {
    return answerFaceRequest(
      {
        method,
        url: new URL(url, `http://${LOOPBACK}:${port}`),
        body,
        eventIdSeed: typeof seed === 'string' && seed !== '' ? seed : undefined,
      },
      targets,
    );
  } catch (error) {
    return refusal(500, error instanceof Error ? error.message : String(error));
  }
}

/**
 * Why a request is not from a program of this machine: the page of a browser names its origin, and one that had its own
 * host name resolved to this machine names that host.
 */
function strangerIn({ headers: { host = '', origin } }: IncomingMessage, port: number): string | undefined {
  if (origin !== undefined) return 'Pages of a browser are not answered.';
  const own = [LOOPBACK, 'localhost'].flatMap(name => [`${name}:${port}`, ...(port === 80 ? [name] : [])]);
  return own.includes(host.toLowerCase())
    ? undefined
    : `The engine is not called "${host.slice(0, 100)}", but ${own[0]}.`;
}

/** The text of a body; `undefined` when it is too large. */
function readBody(request: IncomingMessage): Promise<string | undefined> {
  return new Promise(resolve => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= LARGEST_BODY) chunks.push(chunk);
      else resolve(undefined);
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('error', () => resolve(undefined));
  });
}

function send(response: ServerResponse, { status, body }: SdkReply): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  // The rest of what was refused is not read.
  if (status === 403 || status === 413) {
    response.setHeader('connection', 'close');
    response.once('finish', () => response.req.destroy());
  }
  response.writeHead(status, { 'content-type': 'application/json', 'x-content-type-options': 'nosniff' });
  response.end(text);
}
