import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Inngest, type InngestFunction } from 'inngest';
import { serve } from 'inngest/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testServerKeys, testServerUrl } from '../testing/inngest-test-server.ts';
import { silentLogger } from '../testing/silent-logger.ts';
import { EndingCollector } from './ending-collector.ts';
import type { Publication, Scenario } from './scenario.ts';
import { scenarios } from './scenarios.ts';
import { ScenarioRun, type TestEngine } from './test-harness.ts';

/** Where an Inngest development server runs, such as `http://127.0.0.1:8288`; without it these tests are skipped. */

describe.skipIf(testServerUrl === null)('On the Inngest server of INNGEST_TEST_SERVER', () => {
  const endings = new EndingCollector();
  let listener: Server;

  beforeAll(async () => {
    const client = newClient('conformance-endings');
    listener = await serveFunctions(client, endings.functions(client));
  });
  afterAll(() => stop(listener));

  test.concurrent.for(scenarios)('$title', async (scenario, context) => {
    context.expect(await playOnServer(scenario, endings)).toEqual(scenario.expected);
  });
});

async function playOnServer(scenario: Scenario, endings: EndingCollector): Promise<unknown> {
  const id = `conformance-${randomUUID()}`;
  const scenarioRun = new ScenarioRun(`${id}/`);
  const client = newClient(id);
  const http = await serveFunctions(client, scenario.functions(scenarioRun.cast(client)));
  try {
    return await scenario.play(scenarioRun.harness(client, onServer(client, endings)));
  } finally {
    stop(http);
  }
}

function newClient(id: string): Inngest {
  return new Inngest({ id, ...testServerKeys, baseUrl: String(testServerUrl), logger: silentLogger });
}

/** Serves functions on a port of this machine, and has the server take note of them. */
async function serveFunctions(client: Inngest, functions: readonly InngestFunction.Any[]): Promise<Server> {
  const http = createServer(serve({ client, functions }));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const registered = await fetch(`http://127.0.0.1:${port}/api/inngest`, { method: 'PUT' });
  expect(registered.status).toBe(200);
  return http;
}

function stop(http: Server): void {
  http.closeAllConnections();
  http.close();
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
