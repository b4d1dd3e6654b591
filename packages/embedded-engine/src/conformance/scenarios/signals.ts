import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Scenario } from '../scenario.ts';

/** What reaches a run from elsewhere: signals, and answers to what it asks on the network. */
export const signalScenarios: readonly Scenario[] = [
  {
    title: 'A signal reaches the step that waits for it, and one that nobody waits for reaches none.',
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'waits', triggers: [{ event: named('go') }] }, async ({ event, step }) => {
        await step.run('begin', () => note('waiting'));
        return step.waitForSignal('wait', {
          signal: String(event.data['signal']),
          timeout: '30s',
          onConflict: 'fail',
        });
      }),
      client.createFunction(
        { id: 'sends', triggers: [{ event: named('send') }] },
        async ({ event, step }) => {
          const none = await step.sendSignal('none', { signal: `${event.data['signal']}-other`, data: 1 });
          const some = await step.sendSignal('some', {
            signal: String(event.data['signal']),
            data: { n: 7 },
          });
          return [none.runId === undefined, typeof some.runId];
        },
      ),
    ],
    play: async harness => {
      const signal = `signal-${Date.now()}-${Math.random()}`;
      const waiting = await harness.send({ name: 'go', data: { signal } });
      await harness.until(notes => notes.length === 1);
      await harness.pause(700);
      const sent = await harness.run({ name: 'send', data: { signal } });
      const [outcome] = await harness.outcomes(waiting, 1);
      const output =
        outcome?.status === 'completed' ? (outcome.output as { signal: string; data: unknown }) : undefined;
      return [sent, output?.signal === signal, output?.data];
    },
    expected: [{ status: 'completed', output: [true, 'string'] }, true, { n: 7 }],
  },
  {
    title: 'A wait for a signal that does not come gives null.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ step }) =>
        step.waitForSignal('wait', { signal: `never-${Math.random()}`, timeout: '1s', onConflict: 'fail' }),
      ),
    ],
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'completed', output: null },
  },
  {
    title: 'A second wait for a signal fails its run, or takes the place of the first.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        { id: 'f', retries: 0, triggers: [{ event: named('go') }] },
        async ({ event, step }) => {
          await step.run('begin', () => note(String(event.data['n'])));
          const onConflict = event.data['replace'] === true ? 'replace' : 'fail';
          const answer = await step.waitForSignal('wait', {
            signal: String(event.data['signal']),
            timeout: '4s',
            onConflict,
          });
          return answer?.data ?? null;
        },
      ),
    ],
    play: async harness => {
      const signal = `signal-${Date.now()}-${Math.random()}`;
      const first = await harness.send({ name: 'go', data: { n: 1, signal } });
      await harness.until(notes => notes.length === 1);
      await harness.pause(700);
      const second = await harness.run({ name: 'go', data: { n: 2, signal } });
      const third = await harness.send({ name: 'go', data: { n: 3, signal, replace: true } });
      // A server wraps the error in itself.
      const isConflict = second.status === 'failed' && second.error.message.includes('Signal conflict');
      return [isConflict, await harness.outcomes(first, 1), await harness.outcomes(third, 1)].flat();
    },
    expected: [true, { status: 'completed', output: null }, { status: 'completed', output: null }],
  },
  {
    title: 'A step can fetch, and is given the whole answer, whatever its status.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ event, step }) => {
        const response = await step.fetch(String(event.data['url']), {
          method: 'POST',
          headers: { 'x-question': 'why' },
          body: JSON.stringify({ n: 1 }),
        });
        return [response.status, response.headers.get('x-answer'), await response.json()];
      }),
    ],
    play: harness => withServer(async url => harness.run({ name: 'go', data: { url: `${url}/teapot` } })),
    expected: {
      status: 'completed',
      output: [418, 'because why', { method: 'POST', body: '{"n":1}', path: '/teapot' }],
    },
  },
  {
    title: 'A step can ask a model, and is given what it says.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ event, step }) =>
        step.ai.infer('ask', {
          model: step.ai.models.openai({ model: 'm', apiKey: 'secret', baseUrl: String(event.data['url']) }),
          body: { messages: [{ role: 'user', content: 'why' }] },
        }),
      ),
    ],
    play: harness =>
      withServer(async url => {
        const outcome = await harness.run({ name: 'go', data: { url } });
        if (outcome.status !== 'completed') return outcome;
        const { method, path, authorization, body } = outcome.output as Record<string, string>;
        const { model, messages } = JSON.parse(String(body)) as { model: unknown; messages: unknown };
        return { method, path, authorization, model, messages };
      }),
    expected: {
      method: 'POST',
      path: '/chat/completions',
      authorization: 'Bearer secret',
      model: 'm',
      messages: [{ role: 'user', content: 'why' }],
    },
  },
];

/** Serves answers that say what was asked, on this machine. */
async function withServer<T>(use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { method, url: path, headers } = request;
    const body = Buffer.concat(parts).toString();
    response.statusCode = path === '/teapot' ? 418 : 200;
    response.setHeader('content-type', 'application/json');
    response.setHeader('x-answer', `because ${headers['x-question']}`);
    response.end(JSON.stringify({ method, body, path, authorization: headers.authorization }));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
