import type { GetStepTools, Inngest } from 'inngest';
import { expect, test } from 'vitest';

import { ManualClock } from './clock.ts';
import type { EmbeddedEngineOptions } from './loop/engine-options.ts';
import { openDatabase } from './store/sqlite.ts';
import { openTestEngine } from './testing/open-test-engine.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

type Tools = GetStepTools<Inngest.Any>;

const MINUTE_MS = 60_000;
const URL_ASKED = 'http://api.invalid/question';

/** An engine with one function. */
function openWith(
  ask: (step: Tools) => Promise<unknown>,
  options: Partial<Omit<EmbeddedEngineOptions, 'client' | 'functions'>>,
) {
  return openTestEngine(
    client => [
      client.createFunction({ id: 'f', retries: 1, triggers: [{ event: 'go' }] }, async ({ step }) =>
        ask(step),
      ),
    ],
    options,
  );
}

const fetchIt = async (step: Tools) => (await step.fetch(URL_ASKED)).text();

const infer = (step: Tools) =>
  step.ai.infer('ask', {
    model: step.ai.models.openai({ model: 'm', apiKey: 'secret' }),
    body: { messages: [] },
  });

test.for([
  ['a fetch', fetchIt, async () => new Response('answer'), 'answer'],
  ['a question to a model', infer, async () => Response.json({ said: 'so' }), { said: 'so' }],
] as const)('What %s asks is asked again when it could not be reached.', async ([, ask, answer, output]) => {
  const clock = new ManualClock();
  let asked = 0;
  const fetch = async () => {
    asked += 1;
    if (asked === 1) throw new TypeError('fetch failed', { cause: new Error('no route') });
    return answer();
  };
  await using setup = await openWith(ask, { clock, fetch });
  const runId = setup.engine.invoke('app-f');
  await setup.engine.idle();
  expect(setup.engine.getRun(runId).steps[0]?.failures[0]?.error.message).toContain('fetch failed: no route');
  clock.advance(MINUTE_MS);
  expect(await setup.engine.waitForRun(runId)).toEqual({ status: 'completed', output });
  expect(asked).toBe(2);
});

test('A model that answers with an error fails the step, which its function may catch.', async () => {
  const clock = new ManualClock();
  const caught = (step: Tools) => infer(step).catch(({ name, message }: Error) => [name, message]);
  await using setup = await openWith(caught, {
    clock,
    fetch: async () => new Response('no', { status: 429 }),
  });
  const runId = setup.engine.invoke('app-f');
  await setup.engine.idle();
  clock.advance(MINUTE_MS);
  expect(await setup.engine.waitForRun(runId)).toEqual({
    status: 'completed',
    output: ['AIGatewayError', 'Error making AI request: unsuccessful status code: 429'],
  });
});

test('A request under way when the process ends is sent again, and its keys are gone from the store once it has an answer.', async () => {
  using folder = temporaryFolder();
  const store = { path: folder.path('store.db') };
  const kept = () => {
    const database = openDatabase(store.path);
    const rows = database.prepare('SELECT request FROM steps').all();
    database.close();
    return rows.map(({ request }) => request);
  };
  let runId: string;
  {
    const begun = Promise.withResolvers<void>();
    const fetch = () => {
      begun.resolve();
      return new Promise<Response>(() => {});
    };
    await using first = await openWith(infer, { store, fetch });
    runId = first.engine.invoke('app-f');
    await begun.promise;
    await first.engine.drain({ signal: AbortSignal.abort() });
  }
  expect(kept()).toEqual([expect.stringContaining('Bearer secret')]);
  {
    await using second = await openWith(infer, { store, fetch: async () => Response.json('answer') });
    expect(await second.engine.waitForRun(runId)).toEqual({ status: 'completed', output: 'answer' });
  }
  expect(kept()).toEqual([null]);
});
