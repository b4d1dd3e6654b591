import { get } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestService, type TestService } from './testing/test-service.ts';

let running: TestService;
let events: string;

beforeAll(async () => {
  running = await startTestService({ requestsPerMinute: 100_000, allowedOrigins: ['http://wiki.example'] });
  events = `${running.url}/api/events`;
});

afterAll(() => running[Symbol.asyncDispose]());

/** Whether a stream can be had now. */
async function canFollow(headers: Readonly<Record<string, string>> = {}): Promise<boolean> {
  const left = new AbortController();
  const answer = await fetch(events, { headers, signal: left.signal });
  left.abort();
  return answer.status === 200;
}

/** As a browser asks: fetch has its own idea of some of these headers. */
function askAsBrowser(address: string, headers: Readonly<Record<string, string>>) {
  return new Promise<{ readonly status: number | undefined; readonly text: string }>((resolve, reject) => {
    get(address, { headers }, async answer => {
      let text = '';
      // A stream has no end; its beginning is enough.
      for await (const chunk of answer.setEncoding('utf8')) {
        text += chunk;
        break;
      }
      resolve({ status: answer.statusCode, text });
    }).on('error', reject);
  });
}

test('A HEAD for the stream says what it would be, and opens none however often it is asked.', async () => {
  for (let n = 0; n < 120; n += 1) {
    const answer = await fetch(events, { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
  }
  expect(await canFollow()).toBe(true);
});

test('Streams that were left, also at once, make room for others.', async () => {
  for (let n = 0; n < 120; n += 1) {
    const left = new AbortController();
    const asked = fetch(events, { signal: left.signal }).catch(() => null);
    if (n % 2 === 0) await asked;
    left.abort();
    await asked;
  }
  await expect.poll(() => canFollow()).toBe(true);
});

test.each([
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
  { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
  { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' },
] as Record<string, string>[])(
  'A page of another site cannot have a browser open a stream: 403 (%j).',
  async headers => {
    const { status, text } = await askAsBrowser(events, headers);
    expect(status).toBe(403);
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'ORIGIN_NOT_ALLOWED' } });
  },
);

test('A page of another site cannot have a browser ask for anything else, and may still link to it.', async () => {
  const runs = `${running.url}/api/runs`;
  const foreign = { 'sec-fetch-site': 'cross-site' };
  expect((await askAsBrowser(runs, { ...foreign, 'sec-fetch-mode': 'no-cors' })).status).toBe(403);
  expect((await askAsBrowser(runs, { ...foreign, 'sec-fetch-mode': 'navigate' })).status).toBe(200);
});

test('The own page, programs and pages of allowed origins may follow.', async () => {
  expect(await canFollow({ 'sec-fetch-site': 'same-origin' })).toBe(true);
  expect(await canFollow({ 'sec-fetch-site': 'none' })).toBe(true);
  expect(await canFollow({ 'sec-fetch-site': 'cross-site', origin: 'http://wiki.example' })).toBe(true);
});
