import { type GetStepTools, Inngest } from 'inngest';
import { expect, test } from 'vitest';

import { createEmbeddedEngine } from './create-engine.ts';
import { silentLogger } from './testing/silent-logger.ts';

type Tools = GetStepTools<Inngest.Any>;

const REFUSED: readonly (readonly [what: string, name: string, (step: Tools) => Promise<unknown>])[] = [
  [
    'an event by a function that is not known',
    'wait',
    step => step.waitForEvent('wait', { event: 'e', timeout: '1m', if: 'now() > async.ts' }),
  ],
  [
    'an event by what is no expression',
    'wait',
    step => step.waitForEvent('wait', { event: 'e', timeout: '1m', if: 'async.data.n = 1' }),
  ],
];

test.for(REFUSED)(
  'A step that asks for %s fails its run, with its name and the reason.',
  async ([, , ask]) => {
    const client = new Inngest({ id: 'app', logger: silentLogger });
    const asking = client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async ({ step }) =>
      ask(step),
    );
    await using engine = await createEmbeddedEngine({ client, functions: [asking], store: 'memory' });
    const outcome = await engine.waitForRun(engine.invoke(asking));
    expect(outcome.status).toBe('failed');
    expect(outcome.status === 'failed' && outcome.error.message).toContain('of "app-f"');
  },
);
