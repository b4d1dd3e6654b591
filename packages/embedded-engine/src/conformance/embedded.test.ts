import { Inngest } from 'inngest';
import { describe, expect, test } from 'vitest';

import { createEmbeddedEngine } from '../create-engine.ts';
import type { EmbeddedEngine } from '../embedded-engine.ts';
import { silentLogger } from '../testing/silent-logger.ts';
import type { Outcome, Publication } from './scenario.ts';
import { scenarios } from './scenarios.ts';
import { ScenarioRun, type TestEngine } from './test-harness.ts';

describe.concurrent('On the embedded engine', () => {
  test.for(scenarios)('$title', async (scenario, { skip }) => {
    const scenarioRun = new ScenarioRun('');
    const client = new Inngest({ id: 'conformance', logger: silentLogger });
    skip(scenario.isInSdk === false, 'not in this SDK');
    const functions = scenario.functions(scenarioRun.cast(client));
    await using engine = await createEmbeddedEngine({ client, functions, store: 'memory' });
    expect(await scenario.play(scenarioRun.harness(client, onEngine(engine)))).toEqual(scenario.expected);
  });
});

function onEngine(engine: EmbeddedEngine): TestEngine {
  return {
    outcomes: async eventId => engine.listRuns({ eventId }).map(({ id }) => outcomeOf(engine, id)),
    subscribe: async (channel, topics) => {
      const seen: Publication[] = [];
      const messages = engine.subscribe({ channel, topics });
      void (async () => {
        for await (const { topic, data } of messages) seen.push({ topic, data });
      })();
      return seen;
    },
  };
}

function outcomeOf(engine: EmbeddedEngine, runId: string): Outcome | undefined {
  const { status, output, error } = engine.getRun(runId);
  if (status === 'completed') return { status, output };
  if (status === 'failed' && error !== null) {
    return { status, error: { name: error.name, message: error.message } };
  }
  return status === 'cancelled' ? { status } : undefined;
}
