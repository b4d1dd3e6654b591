import { randomUUID } from 'node:crypto';

import { Inngest } from 'inngest';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { testServerKeys, testServerUrl } from '../testing/inngest-test-server.ts';
import { serveFunctions } from '../testing/serve-functions.ts';
import { silentLogger } from '../testing/silent-logger.ts';
import { EndingCollector } from './ending-collector.ts';
import type { Publication, Scenario } from './scenario.ts';
import { scenarios } from './scenarios.ts';
import { ScenarioRun, type TestEngine } from './test-harness.ts';

/** Where an Inngest development server runs, such as `http://127.0.0.1:8288`; without it these tests are skipped. */

describe.skipIf(testServerUrl === null)('On the Inngest server of INNGEST_TEST_SERVER', () => {
  const endings = new EndingCollector();
  let listener: Disposable;

  beforeAll(async () => {
    const client = newClient('conformance-endings');
    listener = await serveFunctions(client, endings.functions(client));
  });
  afterAll(() => listener[Symbol.dispose]());

  test.concurrent.for(scenarios)('$title', async (scenario, context) => {
    context.expect(await playOnServer(scenario, endings)).toEqual(scenario.expected);
  });
});

async function playOnServer(scenario: Scenario, endings: EndingCollector): Promise<unknown> {
  const id = `conformance-${randomUUID()}`;
  const scenarioRun = new ScenarioRun(`${id}/`);
  const client = newClient(id);
  using _served = await serveFunctions(client, scenario.functions(scenarioRun.cast(client)));
  return await scenario.play(scenarioRun.harness(client, onServer(client, endings)));
}

function newClient(id: string): Inngest {
  return new Inngest({ id, ...testServerKeys, baseUrl: String(testServerUrl), logger: silentLogger });
}

function onServer(client: Inngest, endings: EndingCollector): TestEngine {
  return {
    outcomes: async eventId => endings.of(eventId),
    subscribe: async (channel, topics) => {
      const seen: Publication[] = [];
      const stream = await client.realtime.subscribe({ channel, topics: [...topics] });
      void (async () => {
        for await (const { topic, data } of stream as AsyncIterable<Publication>) seen.push({ topic, data });
      })();
      return seen;
    },
  };
}
