import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Inngest } from 'inngest';
import { expect, test } from 'vitest';

import { PortUnavailableError } from '../errors.ts';
import { openTestEngine } from '../testing/open-test-engine.ts';

const SENDER = fileURLToPath(new URL('../testing/sending-process.ts', import.meta.url));

const define = (client: Inngest) => [
  client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async ({ event, step }) =>
    step.run('double', () => event.data['n'] * 2),
  ),
];

test('Another process sends events with the SDK and INNGEST_DEV, and sees what becomes of them.', async () => {
  await using setup = await openTestEngine(define);
  const face = await setup.engine.serve({ port: 0 });
  const child = spawn(process.execPath, [SENDER], {
    env: { ...process.env, INNGEST_DEV: face.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(err).toBe('');
  const [run] = setup.engine.listRuns();
  expect(JSON.parse(out)).toMatchObject({
    runs: [40],
    one: { data: { run_id: run?.id, function_id: 'app-f', status: 'Completed', output: 40 } },
  });
});

test('The port answers only what names it by its own name, and no page of a browser.', async () => {
  await using setup = await openTestEngine(define);
  const { url, port } = await setup.engine.serve({ port: 0 });
  const send = (headers: Record<string, string>) =>
    fetch(`${url}/e/key`, { method: 'POST', headers, body: JSON.stringify({ name: 'go', data: { n: 1 } }) });
  expect((await send({ origin: 'http://127.0.0.1:3000' })).status).toBe(403);
  for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1', '127.0.0.1:1', '']) {
    expect(await rawStatus(port, `GET /health HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).toBe('403');
  }
  expect(await rawStatus(port, 'GET /health HTTP/1.1\r\n\r\n')).toBe('400');
  expect(await rawStatus(port, `GET /health HTTP/1.1\r\nHost: LOCALHOST:${port}\r\n\r\n`)).toBe('200');
  expect(setup.engine.listRuns()).toEqual([]);
  expect((await send({})).status).toBe(200);
});

test('A body that is no event, or too large, or not awaited at all, harms nothing.', async () => {
  await using setup = await openTestEngine(define);
  const { url, port } = await setup.engine.serve({ port: 0 });
  const post = async (path: string, body: string) =>
    (await fetch(`${url}${path}`, { method: 'POST', body }).catch(() => ({ status: 413 }))).status;
  expect(await post('/e/key', '{"name":')).toBe(400);
  expect(await post('/e/key', '[{"name":"go","data":{}},7]')).toBe(400);
  expect(await post('/e/key', '{"name":"inngest/function.failed","data":{}}')).toBe(400);
  expect(await post('/e/key', 'x'.repeat(9_000_000))).toBe(413);
  for (const path of [
    '/fn/register',
    '/v1/checkpoint/a/async',
    '/e',
    '/e/a/b',
    '/v1/runs/%ff',
    '/api/inngest',
  ]) {
    expect(await post(path, '{}')).toBe(404);
  }
  const silent = connect(port, '127.0.0.1');
  await once(silent, 'connect');
  silent.write(`POST /e/key HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 99\r\n\r\n{`);
  expect(setup.engine.listRuns()).toEqual([]);
  await setup.engine.drain();
  await once(silent, 'close');
});

test('The same request sent again, as the SDK does when an answer is lost, starts nothing more.', async () => {
  await using setup = await openTestEngine(define);
  const { url } = await setup.engine.serve({ port: 0 });
  const send = async (seed: string) => {
    const response = await fetch(`${url}/e/key`, {
      method: 'POST',
      headers: { 'x-inngest-event-id-seed': seed },
      body: JSON.stringify([
        { name: 'go', data: { n: 1 } },
        { name: 'go', data: { n: 2 }, id: 'mine' },
      ]),
    });
    return ((await response.json()) as { ids: readonly string[] }).ids;
  };
  const ids = await send('1767225600000,AAECAwQFBgcICQ==');
  expect(ids).toEqual([expect.stringMatching(/^01KDV[0-9A-Z]{21}$/), 'mine']);
  expect(await send('1767225600000,AAECAwQFBgcICQ==')).toEqual(ids);
  expect(setup.engine.listRuns()).toHaveLength(2);
  expect(await send('1767225600000,BBECAwQFBgcICQ==')).not.toEqual(ids);
  expect(setup.engine.listRuns()).toHaveLength(3);
});

test('It says that it is well and what it runs, and what it does not have.', async () => {
  await using setup = await openTestEngine(define);
  const { url } = await setup.engine.serve({ port: 0 });
  const get = async (path: string) => {
    const response = await fetch(`${url}${path}`);
    return [response.status, await response.json()];
  };
  expect(await get('/health')).toEqual([200, { status: 200, message: 'OK' }]);
  expect(await get('/dev')).toMatchObject([200, { functions: [{ id: 'app-f' }] }]);
  expect(await get('/v1/events/none/runs')).toMatchObject([200, { data: [] }]);
  expect(await get('/v1/runs/none')).toEqual([404, { error: 'There is no run "none".', status: 404 }]);
  expect(await get('/v1/traces')).toMatchObject([404, { error: expect.stringContaining('GET /v1/traces') }]);
});

test('A port that is taken is refused with its number, and is free again when the engine has closed.', async () => {
  await using first = await openTestEngine(define);
  await using second = await openTestEngine(define);
  const { port, url } = await first.engine.serve({ port: 0 });
  const refused = second.engine.serve({ port });
  await expect(refused).rejects.toThrow(PortUnavailableError);
  await expect(refused).rejects.toThrow(String(port));
  await expect(second.engine.serve({ port: 70_000 })).rejects.toThrow(PortUnavailableError);
  await first.engine.drain();
  await expect(fetch(`${url}/health`)).rejects.toThrow();
  await second.engine.serve({ port });
  expect((await fetch(`${url}/health`)).status).toBe(200);
  await expect(first.engine.serve({ port: 0 })).rejects.toThrow('closed');
});

/** The status of the answer to a request that is sent as it is written. */
async function rawStatus(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(request);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return answer.toString().split(' ')[1] ?? '';
}
