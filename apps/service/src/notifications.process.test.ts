import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { ReadBatch } from './http/read-batch.ts';
import { makeClip } from './testing/clip.ts';
import { postBatch, problemIn, startTestService, type TestService } from './testing/test-service.ts';
import { waitForRun } from './testing/wait-for-run.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const request = { batchId: 'b', outDir: 'b', inputs: ['clip.mp4'], count: 1 };

interface Received {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A receiver of webhooks that answers with these statuses in turn, and with the last one from then on. */
async function receiver(...statuses: readonly number[]) {
  const received: Received[] = [];
  const server = createServer(async (call, answer) => {
    const text = Buffer.concat(await Array.fromAsync(call)).toString();
    const status = statuses[Math.min(received.length, statuses.length - 1)] ?? 200;
    received.push({ headers: call.headers as Received['headers'], text });
    answer.writeHead(status, { location: '/elsewhere' }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  return {
    ...{ received, host, url: `http://${host}/hook` },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function serviceFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), 'variegate-command-'));
  return { path: folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/** Waits until it stands with the notifications of a batch as is wanted. */
async function waitForNotifications(
  { url }: TestService,
  isThere: (run: ReadBatch) => boolean,
): Promise<ReadBatch> {
  const deadline = performance.now() + 60_000 * Number(process.env['VARIEGATE_TEST_PATIENCE'] ?? 1);
  for (;;) {
    const run = (await (await fetch(`${url}/api/runs/b`)).json()) as ReadBatch;
    if (isThere(run)) return run;
    if (performance.now() > deadline) throw new Error(`That does not come: ${JSON.stringify(run)}`);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

/** The snippet of the documentation that checks a signature. */
async function documentedCheck(): Promise<
  (headers: Received['headers'], text: string, key: string) => boolean
> {
  const page = await readFile(new URL('../../../docs/notifications.md', import.meta.url), 'utf8');
  const code = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`)).isGenuine;
}

test('The end of a batch is posted to its webhook, signed, and again with the same id when that was not taken.', async () => {
  await using hook = await receiver(500, 200);
  const rules = { webhookHosts: [hook.host], webhookSecret: secret, webhookPrivate: true };
  await using running = await startTestService(rules);
  await makeClip(running.inputRoot);
  const asked = { ...request, onComplete: { webhook: hook.url } };
  expect((await postBatch(running.url, asked)).status).toBe(202);
  const failing = await waitForNotifications(running, run => run.notifications.webhook?.attempts === 1);
  expect(failing).toMatchObject({ status: 'completed', error: null });
  expect(failing.notifications.webhook).toMatchObject({
    status: 'pending',
    problem: 'The webhook answered 500.',
  });
  const ended = await waitForNotifications(running, run => run.notifications.webhook?.status === 'delivered');
  expect(ended.notifications.webhook).toMatchObject({ attempts: 2, problem: null });

  const [first, second] = hook.received;
  expect(JSON.parse(first?.text ?? '')).toMatchObject({
    type: 'batch.completed',
    data: { batchId: 'b', status: 'completed', counts: { requested: 1, succeeded: 1 }, error: null },
  });
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  const isGenuine = await documentedCheck();
  for (const { headers, text } of hook.received) {
    expect(isGenuine(headers, text, secret)).toBe(true);
    expect(isGenuine(headers, `${text} `, secret)).toBe(false);
    expect(isGenuine(headers, text, `whsec_${Buffer.alloc(32, 8).toString('base64')}`)).toBe(false);
    const old = String(Number(headers['webhook-timestamp']) - 3600);
    expect(isGenuine({ ...headers, 'webhook-timestamp': old }, text, secret)).toBe(false);
  }
  expect(running.log()).toContain('notification not delivered');
});

test('A webhook that redirects is not followed, one whose address is not public is not called, and neither fails the batch.', async () => {
  await using hook = await receiver(302);
  const rules = { webhookHosts: [hook.host], webhookSecret: secret };
  const failed = (run: ReadBatch) => run.notifications.webhook?.status === 'failed';
  {
    await using running = await startTestService({ ...rules, webhookPrivate: true });
    await makeClip(running.inputRoot);
    await postBatch(running.url, { ...request, onComplete: { webhook: hook.url } });
    const run = await waitForNotifications(running, failed);
    expect(run).toMatchObject({ status: 'completed', notifications: { webhook: { attempts: 1 } } });
    expect(run.notifications.webhook?.problem).toContain('redirects are not followed');
    expect(hook.received).toHaveLength(1);
  }
  await using running = await startTestService(rules);
  await makeClip(running.inputRoot);
  await postBatch(running.url, { ...request, onComplete: { webhook: `https://${hook.host}/hook` } });
  const run = await waitForNotifications(running, seen => seen.notifications.webhook?.attempts === 1);
  expect(run).toMatchObject({ status: 'completed', counts: { succeeded: 1 } });
  expect(run.notifications.webhook?.problem).toContain('which is not a public one');
  expect(hook.received).toHaveLength(1);
});

test('A webhook that the settings do not allow is refused with the request, and settings that sign nothing are too.', async () => {
  await using running = await startTestService({
    webhookHosts: ['hooks.example.com'],
    webhookSecret: secret,
  });
  for (const [webhook, why] of [
    ['https://example.com/', 'is not among webhookHosts'],
    ['https://hooks.example.com:8443/', 'is not among webhookHosts'],
    ['http://hooks.example.com/', 'must begin with https'],
    ['https://user@hooks.example.com/', 'must not contain a user'],
    ['file:///etc/passwd', 'must be the address'],
    ['nonsense', 'must be the address'],
  ]) {
    const problem = await problemIn(await postBatch(running.url, { ...request, onComplete: { webhook } }));
    expect(problem).toMatchObject({ status: 422, issues: [{ path: 'onComplete.webhook' }] });
    expect(problem.message).toContain(why);
  }
  const command = { ...request, onComplete: { command: ['touch', '/tmp/owned'] } };
  expect((await postBatch(running.url, command)).status).toBe(422);
  await expect(startTestService({ webhookHosts: ['a.example'] })).rejects.toThrow('VARIEGATE_WEBHOOK_SECRET');
  await expect(startTestService({ webhookSecret: 'short' })).rejects.toThrow('whsec_');
});

/** Appends to the file that it is given what it was started with. */
const program = `
  const { appendFileSync, readFileSync } = require('node:fs');
  const seen = { said: JSON.parse(readFileSync(0, 'utf8')), rest: process.argv.slice(2), env: Object.keys(process.env) };
  appendFileSync(process.argv[1], JSON.stringify(seen) + '\\n');
`;

test('The command of the settings is run for batches that fail and that are cancelled too, with no shell and no secrets.', async () => {
  await using folder = await serviceFolder();
  const file = path.join(folder.path, 'seen.jsonl');
  const onCompleteCommand = [process.execPath, '-e', program, file, '$(touch owned); "*"'];
  await using running = await startTestService({ onCompleteCommand, maxWorkers: 1 });
  await makeClip(running.inputRoot);
  await postBatch(running.url, { batchId: 'c', outDir: 'c', inputsFile: 'none.txt' });
  await postBatch(running.url, { ...request, count: 40 });
  await fetch(`${running.url}/api/runs/b/cancel`, { method: 'POST' });
  await waitForRun(running.url, 'b');
  const run = await waitForNotifications(running, seen => seen.notifications.command?.status === 'delivered');
  expect(run).toMatchObject({ status: 'cancelled', notifications: { command: { attempts: 1 } } });
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  const seen = lines.map(line => JSON.parse(line));
  const bodies = new Map(seen.map(({ said }) => [said.type, said]));
  expect(bodies.get('batch.cancelled')).toMatchObject({ data: { batchId: 'b', counts: { requested: 40 } } });
  expect(bodies.get('batch.failed')).toMatchObject({
    data: { batchId: 'c', counts: null, error: { code: 'WORKFLOW_INPUTS_FILE_UNUSABLE' } },
  });
  for (const { rest, env } of seen) {
    expect(rest).toEqual(['$(touch owned); "*"']);
    expect(env.filter((name: string) => name.startsWith('VARIEGATE'))).toEqual([]);
  }
});
