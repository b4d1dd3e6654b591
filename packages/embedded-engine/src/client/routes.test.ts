import { expect, test } from 'vitest';
import type { EventPayload } from '../event-payload.ts';
import type { RealtimeMessage } from '../inspection/broadcast.ts';
import { answerRequest, type RequestTargets, type SdkReply } from './routes.ts';

interface Taken {
  readonly events: EventPayload[];
  readonly published: RealtimeMessage[];
}

function ask(path: string, body: unknown): Taken & { readonly reply: SdkReply } {
  const taken: Taken = { events: [], published: [] };
  const targets: RequestTargets = {
    now: () => 1_000,
    register: () => {},
    takeEvents: events => taken.events.push(...events),
    takeSignal: () => undefined,
    takeProgress: () => false,
    publish: message => taken.published.push(message),
  };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const request = { url: new URL(path, 'http://engine.invalid'), body: text };
  return { ...taken, reply: answerRequest(request, targets) };
}

test('Events get an id and a time if they have none, and lose what only the engine may say.', () => {
  const { events, reply } = ask('/e/key', [
    { name: 'a', data: { n: 1, _inngest: { fn_id: 'forged' } } },
    { name: 'b', id: 'mine', ts: 5, v: '2' },
  ]);
  expect(events).toEqual([
    { name: 'a', data: { n: 1 }, id: expect.stringMatching(/^[0-9A-Z]{26}$/), ts: 1_000 },
    { name: 'b', data: {}, id: 'mine', ts: 5, v: '2' },
  ]);
  expect(reply).toEqual({ status: 200, body: { ids: events.map(({ id }) => id), status: 200 } });
});

test('A list of events is refused whole when one is not an event, or too large.', () => {
  for (const bad of [{ name: '' }, { name: 'a', data: [] }, 7, { data: {} }, { name: 'inngest/x' }]) {
    const { events, reply } = ask('/e/key', [{ name: 'fine', data: {} }, bad]);
    expect([events, reply.status]).toEqual([[], 400]);
  }
  const { events, reply } = ask('/e/key', [{ name: 'a', data: { text: 'x'.repeat(4_000_000) } }]);
  expect([events, reply.status]).toEqual([[], 413]);
});

test('What is published reaches every topic it names, as JSON or as the bare text that it is.', () => {
  const path = '/v1/realtime/publish?channel=c&topic=t&topic=u&run_id=r';
  expect(ask(path, { n: 1 }).published).toEqual([
    { channel: 'c', topic: 't', data: { n: 1 }, runId: 'r' },
    { channel: 'c', topic: 'u', data: { n: 1 }, runId: 'r' },
  ]);
  expect(ask(path, 'plain text').published[0]?.data).toBe('plain text');
});

test('Progress of a call that has ended is answered with that.', () => {
  expect(ask('/v1/checkpoint/run/async', { qi_id: 'x', steps: [] }).reply.status).toBe(409);
  expect(ask('/v1/checkpoint/run/async', { qi_id: 'x', steps: 'none' }).reply.status).toBe(400);
});

test('A request that leads nowhere is answered, and goes nowhere.', () => {
  const { reply } = ask('/v1/metadata', {});
  expect(reply).toEqual({
    status: 501,
    body: { error: expect.stringContaining('/v1/metadata'), status: 501 },
  });
});
