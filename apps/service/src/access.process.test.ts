import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { postBatch, problemIn, startTestService } from './testing/test-service.ts';

const token = 'a-token-that-is-long-enough';
const guarded = ['/api/runs', '/api/runs/x', '/api/runs/x/report', '/api/events', '/metrics'];

test('With a token everything but health and the empty page needs it, and a wrong token gets another answer than none.', async () => {
  await using running = await startTestService({ token });
  const { url } = running;
  for (const at of guarded) {
    const none = await fetch(`${url}${at}`);
    expect(none.headers.get('www-authenticate')).toContain('Bearer');
    expect(await problemIn(none)).toMatchObject({ status: 401, code: 'TOKEN_MISSING' });
    for (const wrong of [`${token}x`, token.slice(1), 'x', token.toUpperCase()]) {
      const answer = await fetch(`${url}${at}`, { headers: { authorization: `Bearer ${wrong}` } });
      expect(await problemIn(answer)).toMatchObject({ status: 401, code: 'TOKEN_WRONG' });
    }
  }
  expect((await problemIn(await postBatch(url, {}))).status).toBe(401);
  for (const at of ['/healthz', '/readyz', '/', '/page.js', '/page.css']) {
    expect((await fetch(`${url}${at}`)).status).toBe(200);
  }
  const headers = { authorization: `Bearer ${token}` };
  expect((await fetch(`${url}/api/runs`, { headers })).status).toBe(200);
  expect(await (await fetch(`${url}/metrics`, { headers })).text()).toContain('variegate_renders_running 0');
});

test('No log line and no answer holds the token.', async () => {
  await using running = await startTestService({ token, logLevel: 'debug' });
  const headers = { authorization: `Bearer ${token}` };
  const answers = await Promise.all(
    [...guarded.filter(at => at !== '/api/events'), '/readyz', '/'].map(at =>
      fetch(`${running.url}${at}`, { headers }),
    ),
  );
  for (const answer of answers) expect(await answer.text()).not.toContain(token);
  expect(running.log()).toContain('"msg":"request"');
  expect(running.log()).not.toContain(token);
});

test('A caller that asks too often gets a time to retry after, and health checks do not count.', async () => {
  await using running = await startTestService({ requestsPerMinute: 5 });
  const statuses: number[] = [];
  for (let n = 0; n < 8; n += 1) statuses.push((await fetch(`${running.url}/api/runs`)).status);
  expect(statuses.slice(0, 5)).toEqual([200, 200, 200, 200, 200]);
  const refused = await fetch(`${running.url}/api/runs`);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  expect(await problemIn(refused)).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS' });
  expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
});

test('A worker that is served answers only what the Inngest server has signed.', async () => {
  const signingKey = 'signkey-test-12345678';
  await using running = await startTestService({
    engine: 'inngest',
    transport: 'serve',
    inngestUrl: 'http://127.0.0.1:9',
    eventKey: 'test',
    signingKey,
  });
  const call = async (signature: string | null) => {
    const answer = await fetch(`${running.url}/api/inngest?fnId=variegate-batch&stepId=step`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(signature === null ? {} : { 'x-inngest-signature': signature }),
      },
      body: '{}',
    });
    return answer.status;
  };
  const seconds = Math.floor(Date.now() / 1_000);
  const signed = (key: string, at: number) =>
    `t=${at}&s=${createHmac('sha256', Buffer.from(key, 'utf8')).update(`{}${at}`).digest('hex')}`;
  expect(await call(null)).toBe(401);
  expect(await call('t=1&s=00')).toBe(401);
  expect(await call(signed('87654321', seconds))).toBe(401);
  expect(await call(signed('12345678', seconds - 3_600))).toBe(401);
  // Rightly signed it goes through, to find that it holds no run.
  expect(await call(signed('12345678', seconds))).not.toBe(401);
  // The server does not answer, so the worker is alive and not ready.
  expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${running.url}/readyz`)).status).toBe(503);
});

test('A page may load nothing from elsewhere, and no other page may frame it.', async () => {
  await using running = await startTestService();
  const { headers } = await fetch(`${running.url}/`);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});
