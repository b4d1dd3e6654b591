import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Inngest } from 'inngest';
import { serve } from 'inngest/node';
import { describe, expect, test } from 'vitest';

import type { Json } from '../json.ts';
import { toSerializedError } from '../protocol/serialized-error.ts';
import { silentLogger } from '../testing/silent-logger.ts';
import type { Outcome, Publication, Scenario } from './scenario.ts';
import { scenarios } from './scenarios.ts';
import { type TestEngine, Theatre } from './stage.ts';

/** Where an Inngest development server runs, such as `http://127.0.0.1:8288`; without it these tests are skipped. */
const server = process.env['INNGEST_TEST_SERVER'];

describe.skipIf(server === undefined)('On the Inngest server of INNGEST_TEST_SERVER', () => {
  test.for(scenarios)('$title', async scenario => {
    expect(await playOn(String(server), scenario)).toEqual(scenario.expected);
  });
});

async function playOn(baseUrl: string, scenario: Scenario): Promise<unknown> {
  const id = `conformance-${randomUUID()}`;
  const theatre = new Theatre(`${id}/`);
  const client = new Inngest({ id, isDev: true, baseUrl, logger: silentLogger });
  const functions = scenario.functions(theatre.cast(client));
  const http = createServer(serve({ client, functions }));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  try {
    const { port } = http.address() as AddressInfo;
    const registered = await fetch(`http://127.0.0.1:${port}/api/inngest`, { method: 'PUT' });
    expect(await registered.json()).toMatchObject({ modified: expect.any(Boolean) });
    return await scenario.play(theatre.stage(client, onServer(baseUrl, client)));
  } finally {
    http.closeAllConnections();
    http.close();
  }
}

function onServer(baseUrl: string, client: Inngest.Any): TestEngine {
  return {
    outcomes: async eventId => {
      const response = await fetch(new URL(`/v1/events/${eventId}/runs`, baseUrl));
      const { data } = (await response.json()) as { data: readonly ServerRun[] | null };
      return (data ?? []).map(outcomeOf);
    },
    subscribe: async (channel, topics) => {
      const seen: Publication[] = [];
      const stream = await client.realtime.subscribe({ channel, topics: [...topics] });
      void (async () => {
        for await (const message of stream as AsyncIterable<Publication>) {
          seen.push({ topic: message.topic, data: message.data });
        }
      })();
      return seen;
    },
  };
}

interface ServerRun {
  readonly status: string;
  readonly output?: Json;
  readonly ended_at?: string | null;
}

function outcomeOf({ status, output, ended_at }: ServerRun): Outcome | undefined {
  // A run can be said to be completed while it still waits for others: only one that has ended is.
  if (ended_at === undefined || ended_at === null) return undefined;
  if (status === 'Completed') return { status: 'completed', output: output ?? null };
  if (status === 'Cancelled') return { status: 'cancelled' };
  if (status !== 'Failed') return undefined;
  const { name, message } = toSerializedError(output);
  return { status: 'failed', error: { name, message } };
}
