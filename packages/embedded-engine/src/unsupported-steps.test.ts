import { type GetStepTools, Inngest } from 'inngest';
import { expect, test } from 'vitest';

import { createEmbeddedEngine } from './create-engine.ts';
import { silentLogger } from './testing/silent-logger.ts';

type Tools = GetStepTools<Inngest.Any>;

const REFUSED: readonly (readonly [what: string, name: string, (step: Tools) => Promise<unknown>])[] = [
  [
    'a signal',
    'wait',
    step => step.waitForSignal('wait', { signal: 's', timeout: '1m', onConflict: 'fail' }),
  ],
  ['a fetch of the server', 'get', step => step.fetch('http://127.0.0.1:9/') as Promise<unknown>],
  [
    'an event by an inequality',
    'wait',
    step => step.waitForEvent('wait', { event: 'e', timeout: '1m', if: 'async.data.n > event.data.n' }),
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
